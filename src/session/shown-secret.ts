import type { AskMain } from '../model/ask.ts';
import { type Credential, permitted, reportCredential } from './questions.ts';

/** A secret that is shown to a device by leave of the main thread, which hears what came of it. */
export class ShownSecret {
  readonly #whose: Omit<Credential, 'secret'>;
  readonly #ask: AskMain;
  #shown: string | undefined;

  constructor(whose: Omit<Credential, 'secret'>, ask: AskMain) {
    this.#whose = whose;
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
    this.#shown = await permitted({ ...this.#whose, secret }, this.#ask);
    return this.#shown;
  }

  settle(result: 'accepted' | 'rejected'): void {
    if (this.#shown === undefined) return;
    reportCredential({ ...this.#whose, secret: this.#shown }, result, this.#ask);
    this.#shown = undefined;
  }
}
