/** Collects what a listener is told, and lets a test wait for what it needs. */
export class Told<T> {
  readonly all: T[] = [];
  readonly #waiting = new Set<() => void>();

  readonly listen = (...items: readonly T[]): void => {
    this.all.push(...items);
    for (const look of this.#waiting) look();
  };

  /** The first item, from `after` on, that fits; waits for it if need be. */
  first<U extends T>(fits: (item: T) => item is U, after?: number): Promise<U>;
  first(fits: (item: T) => boolean, after?: number): Promise<T>;
  first(fits: (item: T) => boolean, after = 0): Promise<T> {
    return this.#when(() => this.all.slice(after).find(fits));
  }

  /** Waits until so many items fit. */
  count(fits: (item: T) => boolean, wanted: number): Promise<readonly T[]> {
    return this.#when(() => {
      const fitting = this.all.filter(fits);
      return fitting.length >= wanted ? fitting : undefined;
    });
  }

  #when<U>(find: () => U | undefined): Promise<U> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
