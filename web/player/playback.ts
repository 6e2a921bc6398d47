/** How a recording is being played. */
export type Playback = {
  readonly isPlaying: boolean;
  readonly atSeconds: number;
  /** Null until the file has told. */
  readonly durationSeconds: number | null;
  readonly speed: number;
  readonly volume: number;
  readonly isMuted: boolean;
  /** Whether it waits for bytes. */
  readonly isWaiting: boolean;
  readonly hasFailed: boolean;
};

const HAVE_METADATA = 1;
const HAVE_FUTURE_DATA = 3;

/** Reads an audio element. While a source is replaced it stands where it stood before. */
export function readPlayback(audio: HTMLAudioElement, before: Playback | null): Playback {
  const isLoaded = audio.readyState >= HAVE_METADATA;
  return {
    isPlaying: isPlaying(audio),
    atSeconds: isLoaded || before === null ? audio.currentTime : before.atSeconds,
    durationSeconds: isLoaded && Number.isFinite(audio.duration) ? audio.duration : (before?.durationSeconds ?? null),
    speed: audio.playbackRate,
    volume: audio.volume,
    isMuted: audio.muted,
    isWaiting: !audio.paused && audio.readyState < HAVE_FUTURE_DATA,
    hasFailed: audio.error !== null,
  };
}

export const isPlaying = (audio: HTMLAudioElement): boolean => !audio.paused && !audio.ended;

/** What is told of an element's state. */
export const PLAYBACK_EVENTS = [
  ...['play', 'playing', 'pause', 'ended', 'waiting', 'canplay', 'error', 'emptied'],
  ...['timeupdate', 'seeking', 'seeked', 'durationchange', 'loadedmetadata', 'ratechange', 'volumechange'],
] as const;

/**
 * Gives an element another link to the same recording: it goes on where it was, at the speed it had, and plays if it is to.
 * The element stays the same one, since browsers let an element play by itself only where somebody has pressed play for it.
 */
export function replaceSource(audio: HTMLAudioElement, url: string, atSeconds: number, isToPlay: boolean): void {
  // Loading sets the speed back to this.
  audio.defaultPlaybackRate = audio.playbackRate;
  audio.src = url;
  // Before anything is loaded this is where it will begin.
  if (atSeconds > 0) audio.currentTime = atSeconds;
  if (isToPlay) void play(audio);
}

/** Plays; what keeps it from playing is told by the element's own events. */
export const play = (audio: HTMLAudioElement): Promise<void> => audio.play().catch(() => {});
