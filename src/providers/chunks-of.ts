/** Cuts a list into parts of at most so many, in order: vendors limit how many values one question may have. */
export const chunksOf = <Item>(list: readonly Item[], most: number): Item[][] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, index) => list.slice(index * most, (index + 1) * most));
