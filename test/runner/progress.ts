import { clock } from "./display";
import type { Failure } from "./runJob";

/** Progress of a tier. */
export class Progress {
  private started: number | undefined;
  passed = 0;
  readonly failures: Failure[] = [];

  /** @param left Number of jobs that have not ended. */
  constructor(
    private readonly name: string,
    private left: number,
  ) {
    if (left === 0) this.failures.push({ title: name, error: "The tier has no tests." });
  }

  get isRunning(): boolean {
    return this.started !== undefined && this.left > 0;
  }

  start(): void {
    this.started ??= Date.now();
  }

  /** Records the end of a job. Returns whether it was the tier's last one. */
  end(failures: readonly Failure[]): boolean {
    this.failures.push(...failures);
    return --this.left === 0;
  }

  /** Returns time and counts in one line. */
  get line(): string {
    const { name, passed, failures } = this;
    const time = clock(Date.now() - (this.started ?? Date.now()));
    return `${name.padEnd(9)} ${time.padStart(5)} ${`${passed}`.padStart(5)} passed${failures.length > 0 ? `, ${failures.length} failed` : ""}`;
  }
}
