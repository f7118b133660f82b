import { InvalidArgumentError } from 'commander';

/** Parser of a whole number from `least` to `most`, for commander. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most || value.trim() === '') {
      throw new InvalidArgumentError(`a whole number from ${least} to ${most} is wanted.`);
    }
    return number;
  };
}
