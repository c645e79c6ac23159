using Parley.Contracts;
using Parley.Modules.Channels;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Search;

/// <summary>Finds channels by name and topic: those that the viewer may see, direct ones aside, archived ones last.</summary>
internal sealed class FindChannels(IChannelStore channels, IWorkspaceStore workspaces)
{
    private const int MostChannels = 20_000;
    private const int ChannelsAtOnce = 1_000;
    private const int Archived = 10;

    public Task<SearchOutcome<FoundChannelDto>> RunAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        return NamePages.PageAsync(request, words => FindAsync(request, words, cancellationToken));
    }

    private async Task<NamesFound<FoundChannelDto>> FindAsync(SearchRequest request, IReadOnlyList<SearchTerm> words, CancellationToken cancellationToken)
    {
        var open = await FindAsync(request, words, archived: false, cancellationToken);
        var archived = await FindAsync(request, words, archived: true, cancellationToken);
        return new NamesFound<FoundChannelDto>([.. open.All, .. archived.All], open.IsComplete && archived.IsComplete);
    }

    private async Task<NamesFound<FoundChannelDto>> FindAsync(
        SearchRequest request, IReadOnlyList<SearchTerm> words, bool archived, CancellationToken cancellationToken)
    {
        var withPublic = await workspaces.FindAsync(request.WorkspaceId, request.ViewerId, cancellationToken) is { Role: > WorkspaceRole.Guest };
        var found = new List<(int Rank, string Key, FoundChannelDto Result)>();
        string? after = null;
        for (var read = 0; read < MostChannels; read += ChannelsAtOnce)
        {
            var page = await channels.ListAsync(request.ViewerId, request.WorkspaceId, withPublic, archived, after, ChannelsAtOnce, cancellationToken);
            foreach (var channel in page)
            {
                var name = Tokenizer.Tokenize(channel.Name);
                if (NameSearch.Rank([name, Tokenizer.Tokenize(channel.Topic)], words) is { } rank)
                {
                    found.Add((rank + (archived ? Archived : 0), channel.Name, new FoundChannelDto { Channel = channel.ToDto(), Ranges = Highlight.Of(name, words) }));
                }
            }

            if (page.Count < ChannelsAtOnce)
            {
                return new NamesFound<FoundChannelDto>(found, IsComplete: true);
            }

            after = page[^1].Name.ToLowerInvariant();
        }

        return new NamesFound<FoundChannelDto>(found, IsComplete: false);
    }
}
