/** Thrown by a question that the account leaves open; the message is the reason. */
export class Open extends Error {
  override readonly name = "Open";
}
