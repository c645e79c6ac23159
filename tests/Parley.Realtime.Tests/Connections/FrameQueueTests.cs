using CsCheck;
using Parley.Realtime.Connections;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Tests.Connections;

public sealed class FrameQueueTests
{
    [Fact]
    public void Is_a_queue_that_can_be_cut()
    {
        // 0 to 5: add so many; 6 to 8: remove one; 9: cut in half.
        Gen.Int[0, 9].Array[0, 200].Sample(steps =>
        {
            var queue = default(FrameQueue);
            List<Frame> model = [];
            foreach (var step in steps)
            {
                for (var added = 0; step <= 5 && added < step; added++)
                {
                    var frame = Frame.Text(new byte[model.Count]);
                    queue.Add(frame);
                    model.Add(frame);
                }

                if (step is > 5 and < 9 && model.Count > 0)
                {
                    queue.RemoveFirst();
                    model.RemoveAt(0);
                }

                if (step == 9)
                {
                    var kept = model.Count / 2;
                    Assert.Equal(model.Skip(kept).Sum(frame => frame.Length), queue.Cut(kept));
                    model.RemoveRange(kept, model.Count - kept);
                }

                Assert.Equal(model.Count, queue.Count);
                for (var index = 0; index < model.Count; index++)
                {
                    Assert.Same(model[index], queue[index]);
                }
            }
        });
    }
}
