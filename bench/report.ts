/** Prints figures beside their bounds, and remembers whether one was missed. */
export function createReport(title: string): {
  /** A figure that must not pass its bound. */
  atMost(name: string, figure: number, bound: number, unit?: string): void;
  /** A figure that must reach its bound. */
  atLeast(name: string, figure: number, bound: number, unit?: string): void;
  /** A fact that must hold. */
  holds(name: string, fact: boolean, detail?: string): void;
  /** Something worth knowing, without a bound. */
  note(line: string): void;
  /** Ends the process: code 1 when a bound was missed. */
  end(): never;
} {
  let missed = 0;
  const print = (ok: boolean, line: string) => {
    if (!ok) missed += 1;
    console.log(`  ${ok ? 'ok    ' : 'MISSED'}  ${line}`);
  };
  console.log(title);
  return {
    atMost: (name, figure, bound, unit = '') =>
      print(figure <= bound, `${name}: ${round(figure)}${unit} (at most ${round(bound)}${unit})`),
    atLeast: (name, figure, bound, unit = '') =>
      print(figure >= bound, `${name}: ${round(figure)}${unit} (at least ${round(bound)}${unit})`),
    holds: (name, fact, detail = '') => print(fact, detail === '' ? name : `${name}: ${detail}`),
    note: (line) => console.log(`          ${line}`),
    end() {
      if (missed > 0) console.log(`  ${missed} missed`);
      process.exit(missed > 0 ? 1 : 0);
    },
  };
}

const round = (figure: number): string => (Number.isInteger(figure) ? String(figure) : figure.toFixed(2));
