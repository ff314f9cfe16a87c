import { Component, type ReactNode } from 'react';

type CrashProps = { readonly children: ReactNode };

/** Stands where a screen broke: says that nothing is lost, and starts the screens again. */
export class Crash extends Component<CrashProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    // The catalogue may be what broke, so these words stand here.
    return (
      <main className="grid min-h-dvh place-content-center justify-items-center gap-3 p-6 text-center">
        <h1>This screen broke. The fault is ours.</h1>
        <p className="text-muted">The sale is safe on this till. Open the screen again to go on.</p>
        <button
          type="button"
          onClick={() => window.location.reload()}
          className="min-h-(--size-target) rounded-md bg-accent px-4 font-semi text-on-accent"
        >
          Open again
        </button>
      </main>
    );
  }
}
