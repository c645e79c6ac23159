/** Two soft notes, made here: nothing to fetch. A page that was not touched yet may not sound, and stays silent. */
export function playSound(): void {
  const audio = new AudioContext();
  const { currentTime } = audio;
  for (const [index, frequency] of [659.25, 880].entries()) {
    const at = currentTime + index * 0.12;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.4);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.45);
    tone.onended = () => {
      if (index === 1) {
        void audio.close();
      }
    };
  }
}
