using Microsoft.Extensions.Options;
using Parley.Modules.Api;

namespace Parley.Modules.Search;

/// <summary>How often an account may search: each look costs the database more than reading does.</summary>
internal sealed class SearchLimiter(IOptions<SearchOptions> options, LimitMetrics metrics)
    : AccountRateLimiter(options.Value.PerMinute / 4, TimeSpan.FromSeconds(15), "search", metrics);
