/** Thrown by a question that the account cannot answer. The message is the reason. */
export class Open extends Error {
  override readonly name = "Open";
}
