/** When the page itself breaks: a message and a way on, not a blank screen. */
import { Component, type ReactNode } from 'react';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';

interface FallbackState {
  readonly problem: string | null;
}

export class Fallback extends Component<{ readonly children: ReactNode }, FallbackState> {
  override state: FallbackState = { problem: null };

  static getDerivedStateFromError(error: unknown): FallbackState {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.problem === null) return this.props.children;
    return (
      <main className={styles['broken']} role="alert">
        <h1>{words.app.broke}</h1>
        <p>{this.state.problem}</p>
        <Button look="solid" onClick={() => this.setState({ problem: null })}>
          {words.app.showAgain}
        </Button>
      </main>
    );
  }
}
