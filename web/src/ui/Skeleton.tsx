/** Where messages will be; it fades in late, so that a quick answer shows no flash. */
export function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {["62%", "40%", "75%", "55%", "30%", "68%"].map((width) => (
        <i key={width} style={{ "--width": width }} />
      ))}
    </div>
  );
}
