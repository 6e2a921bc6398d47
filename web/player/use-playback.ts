import { useEffect, useRef, useState } from 'react';
import { PLAYBACK_EVENTS, type Playback, readPlayback, replaceSource } from './playback.ts';

/** Plays what a link leads to; another link to the same recording takes its place without a change of position. */
export function usePlayback(url: string): readonly [HTMLAudioElement, Playback] {
  const [audio] = useState(createAudio);
  const [playback, setPlayback] = useState(() => readPlayback(audio, null));
  const at = useRef(0);

  useEffect(() => {
    const note = (): void =>
      setPlayback((before) => {
        const now = readPlayback(audio, before);
        at.current = now.atSeconds;
        return now;
      });
    for (const event of PLAYBACK_EVENTS) audio.addEventListener(event, note);
    return () => {
      for (const event of PLAYBACK_EVENTS) audio.removeEventListener(event, note);
      audio.pause();
      audio.removeAttribute('src');
      // Lets go of the connection.
      audio.load();
    };
  }, [audio]);

  useEffect(() => replaceSource(audio, url, at.current), [audio, url]);
  return [audio, playback];
}

function createAudio(): HTMLAudioElement {
  const audio = new Audio();
  // Its length, and no more until somebody presses play: every byte is one of the vendor's.
  audio.preload = 'metadata';
  return audio;
}
