import { SqlError } from '../errors.js';

/** The requests that one statement may send. */
export class Budget {
  readonly #max: number;
  #spent = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get spent(): number {
    return this.#spent;
  }

  get left(): number {
    return this.#max - this.#spent;
  }

  /** Counts requests that were sent, whatever is left. */
  record(requests: number): void {
    this.#spent += requests;
  }

  spend(requests: number, table: string): void {
    this.record(requests);
    if (this.#spent > this.#max) throw this.#exceeded(`Reading ${table} took more requests than are left.`);
  }

  /** Refuses a read before it starts. */
  check(requests: number, why: string): void {
    if (requests > this.left) throw this.#exceeded(why);
  }

  #exceeded(detail: string): SqlError {
    return new SqlError('53400', `The statement needs more than its ${this.#max} requests.`, {
      detail,
      hint: 'Add a condition that the source can filter by, or a LIMIT, or raise max_requests.',
    });
  }
}
