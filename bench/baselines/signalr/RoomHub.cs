using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace Parley.Bench.Baselines;

internal sealed class RoomHub : Hub
{
    private const string Room = "room";

    public Task Join()
    {
        return Groups.AddToGroupAsync(Context.ConnectionId, Room);
    }

    public Task Publish(JsonElement message)
    {
        return Clients.Group(Room).SendAsync("message", message);
    }
}
