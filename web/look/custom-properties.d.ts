import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Figures that style sheets calculate with. */
    [name: `--${string}`]: string | number;
  }
}
