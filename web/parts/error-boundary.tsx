import { Component, type ErrorInfo, type ReactNode } from 'react';
import { texts } from '../texts.ts';
import { Button } from './button.tsx';
import { Page } from './page.tsx';
import { StateNote } from './state-note.tsx';

type ErrorBoundaryProps = { readonly children: ReactNode };

/** Stands in for a page that threw, or whose code could not be fetched: the server may have another version by now. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo) {
    console.error(error, componentStack);
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Page title={texts.shell.brokenTitle}>
        <StateNote icon="warning" title={texts.shell.brokenTitle} text={texts.shell.brokenText}>
          <Button look="solid" onPress={() => location.reload()}>
            {texts.shell.reload}
          </Button>
        </StateNote>
      </Page>
    );
  }
}
