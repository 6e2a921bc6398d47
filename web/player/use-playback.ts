import { useEffect, useRef, useState } from 'react';
import { PLAYBACK_EVENTS, type Playback, isPlaying, play, readPlayback, replaceSource } from './playback.ts';

type Player = {
  readonly audio: HTMLAudioElement;
  readonly playback: Playback;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
};

/**
 * Plays what a link leads to. Another link to the same recording takes its place where nobody hears it: at once while it is
 * paused, else at the next pause or seek, or when the old one fails. What is already being sent is sent to its end.
 */
export function usePlayback(url: string): Player {
  const [audio] = useState(createAudio);
  const [playback, setPlayback] = useState(() => readPlayback(audio, null));
  const at = useRef(0);
  const loaded = useRef<string | null>(null);
  /** What somebody pressed last. An element whose link failed stands still, whether it is to play or not. */
  const isToPlay = useRef(false);

  useEffect(() => {
    const note = ({ type }: Event): void => {
      // Also by a key of the keyboard or a headset, of which only the element hears.
      if (type === 'play') isToPlay.current = true;
      if (type === 'ended' || (type === 'pause' && audio.error === null)) isToPlay.current = false;
      setPlayback((before) => {
        const now = readPlayback(audio, before);
        at.current = now.atSeconds;
        return now;
      });
    };
    for (const event of PLAYBACK_EVENTS) audio.addEventListener(event, note);
    return () => {
      for (const event of PLAYBACK_EVENTS) audio.removeEventListener(event, note);
      audio.pause();
      audio.removeAttribute('src');
      // Lets go of the connection.
      audio.load();
      loaded.current = null;
    };
  }, [audio]);

  const load = (atSeconds: number): void => {
    loaded.current = url;
    replaceSource(audio, url, atSeconds, isToPlay.current);
  };
  const isHeard = playback.isPlaying && !playback.hasFailed;
  useEffect(() => {
    if (loaded.current !== url && !(isHeard && loaded.current !== null)) load(at.current);
  }, [audio, url, isHeard]);

  return {
    audio,
    playback,
    toggle() {
      if (isPlaying(audio)) return audio.pause();
      isToPlay.current = true;
      void play(audio);
    },
    seek(seconds) {
      if (loaded.current === url) audio.currentTime = seconds;
      else load(seconds);
    },
  };
}

function createAudio(): HTMLAudioElement {
  const audio = new Audio();
  // Its length, and no more until somebody presses play: every byte is one of the vendor's.
  audio.preload = 'metadata';
  return audio;
}
