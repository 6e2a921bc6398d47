/** Makes something of an object once, and remembers it for as long as the object is there. */
export function onceFor<Item extends object, Made>(make: (item: Item) => Made): (item: Item) => Made {
  const known = new WeakMap<Item, Made>();
  return (item) => {
    let made = known.get(item);
    if (made === undefined) {
      made = make(item);
      known.set(item, made);
    }
    return made;
  };
}
