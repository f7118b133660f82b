import type { AskMain } from '../model/ask.ts';
import { permitted, reportCredential } from './questions.ts';

/** A secret that is shown to a device by leave of the main thread, which hears what came of it. */
export class ShownSecret {
  readonly #username: string;
  readonly #ask: AskMain;
  #shown: string | undefined;

  constructor(username: string, ask: AskMain) {
    this.#username = username;
    this.#ask = ask;
  }

  /** It was shown, and what came of it is not known. */
  get isOpen(): boolean {
    return this.#shown !== undefined;
  }

  /**
   * Waits until a secret may be shown.
   * @returns what is to be shown; throws HeldBack where nothing may
   */
  async show(secret: string): Promise<string> {
    this.#shown = await permitted(this.#username, secret, this.#ask);
    return this.#shown;
  }

  settle(result: 'accepted' | 'rejected'): void {
    if (this.#shown === undefined) return;
    reportCredential({ username: this.#username, secret: this.#shown, result }, this.#ask);
    this.#shown = undefined;
  }
}
