import { type Account, Operation } from "./operation";

/**
 * Work that several operations share. Its deadline is the latest deadline of these operations, but each operation stops
 * waiting at its own deadline.
 */
export class SharedWork<T> {
  private readonly deadline = { at: Number.NEGATIVE_INFINITY };
  private readonly operation: Operation;
  private result: Promise<T> | undefined;

  /**
   * @param subject Objects that the work reads, as the timeout error names them, for example `every node group`.
   * @param onFailure Called if the work itself fails.
   */
  constructor(
    account: Account,
    private readonly work: (operation: Operation) => Promise<T>,
    private readonly subject: string,
    private readonly onFailure: () => void,
  ) {
    this.operation = new Operation(account, this.deadline);
  }

  /** Returns the result. The first call starts the work. */
  resultFor(operation: Operation): Promise<T> {
    this.deadline.at = Math.max(this.deadline.at, operation.deadline.at);
    this.result ??= this.work(this.operation).catch((error) => {
      this.onFailure();
      throw error;
    });
    return operation.waitFor(this.result, this.operation, this.subject);
  }
}
