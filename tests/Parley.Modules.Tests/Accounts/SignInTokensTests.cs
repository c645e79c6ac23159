using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Parley.Modules.Accounts;
using Parley.Realtime.Ports;

namespace Parley.Modules.Tests.Accounts;

public sealed class SignInTokensTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly TimeSpan Days = TimeSpan.FromDays(30);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly SignInStoreDouble _store = new();
    private readonly InProcessHintBus _bus = new(NullLogger<InProcessHintBus>.Instance);
    private readonly SignInTokens _tokens;
    private readonly Guid _ana = Guid.CreateVersion7(Start);

    public SignInTokensTests()
    {
        _tokens = new SignInTokens(_store, _bus, Options.Create(new AccountsOptions()), _time, notesUse: true);
    }

    [Fact]
    public async Task A_token_seen_a_moment_ago_costs_no_query()
    {
        var (token, signIn) = await NewAsync();

        for (var call = 0; call < 10; call++)
        {
            Assert.Equal(signIn, (await FindAsync(token))?.SignIn);
            _time.Advance(RecentSignIns.Age / 10);
        }

        Assert.Equal(1, _store.LookUps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task After_two_ages_the_database_is_asked_again_however_much_the_token_was_used(double first)
    {
        var (token, signIn) = await NewAsync();
        _time.Advance(RecentSignIns.Age * first);
        await FindAsync(token);

        for (var step = 0; step < 20; step++)
        {
            _time.Advance(RecentSignIns.Age / 10);
            await FindAsync(token);
        }

        // Past the announcements: as an operator does who deletes a row by hand.
        await _store.DeleteAsync(_ana, signIn.Id, SignInKind.Device, default);
        _time.Advance(RecentSignIns.Age * 2);
        Assert.Null(await FindAsync(token));
        Assert.InRange(_store.LookUps, 3, 4);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_no_answer_young_again()
    {
        var (token, _) = await NewAsync();
        await FindAsync(token);

        _time.AdjustTime(Start - TimeSpan.FromHours(1));
        await FindAsync(token);

        Assert.Equal(2, _store.LookUps);
    }

    [Fact]
    public async Task What_has_expired_is_refused_though_it_was_seen_a_moment_ago()
    {
        var (token, _) = await _store.NewAsync(_ana, Start, lifetime: TimeSpan.FromSeconds(10));
        Assert.NotNull(await FindAsync(token));

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await FindAsync(token));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_the_next_request_and_the_accounts_others_are_not()
    {
        var (token, signIn) = await NewAsync();
        var (other, otherSignIn) = await NewAsync();
        var (third, _) = await NewAsync();
        string[] all = [token, other, third];
        Assert.All(await Task.WhenAll(all.Select(FindAsync)), Assert.NotNull);

        await _tokens.RevokeAsync(_ana, signIn.Id, SignInKind.Device, default);
        Assert.Null(await FindAsync(token));
        Assert.NotNull(await FindAsync(third));
        await _tokens.RevokeOthersAsync(_ana, otherSignIn.Id, default);

        Assert.Null(await FindAsync(third));
        Assert.Equal(otherSignIn, (await FindAsync(other))?.SignIn);
    }

    [Fact]
    public async Task A_revocation_whose_answer_was_lost_is_believed()
    {
        var (token, signIn) = await NewAsync();
        await FindAsync(token);
        _store.LosesAnswers = true;

        await Assert.ThrowsAsync<IOException>(() => _tokens.RevokeAsync(_ana, signIn.Id, SignInKind.Device, default));

        Assert.Null(await FindAsync(token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_look_up_that_began_before_a_revocation_and_ends_after_it_leaves_nothing_behind(bool onAnotherNode)
    {
        var (token, signIn) = await NewAsync();
        _store.HoldsAnswers = true;
        var early = FindAsync(token);
        var answer = await _store.Held.ReadAsync();
        _store.HoldsAnswers = false;
        if (onAnotherNode)
        {
            await _store.DeleteAsync(_ana, signIn.Id, SignInKind.Device, default);
            await HearAsync(new AccountHint.SignInsRevoked(_ana, [signIn.Id]));
        }
        else
        {
            Assert.True(await _tokens.RevokeAsync(_ana, signIn.Id, SignInKind.Device, default));
        }

        answer.SetResult();

        // It had read the row before that was deleted, and was asked before the revocation was acknowledged.
        Assert.NotNull(await early);
        Assert.Null(await FindAsync(token));
    }

    [Fact]
    public async Task A_revocation_on_another_node_is_believed_when_its_hint_arrives()
    {
        var (token, signIn) = await NewAsync();
        await FindAsync(token);
        await _store.DeleteAsync(_ana, signIn.Id, SignInKind.Device, default);

        await HearAsync(new AccountHint.SignInsRevoked(_ana, [signIn.Id]));

        Assert.Null(await FindAsync(token));
    }

    [Fact]
    public async Task After_a_loss_on_the_bus_no_sign_in_is_believed_unread()
    {
        using var recent = new RecentSignIns(_store, _bus, _time);
        var (token, signIn) = await NewAsync();
        Assert.NotNull(await recent.ReadAsync(token, default));
        await _store.DeleteAsync(_ana, signIn.Id, SignInKind.Device, default);
        Assert.True(recent.TryFind(token, out _));

        recent.Lost();

        Assert.False(recent.TryFind(token, out _));
        Assert.Null(await recent.ReadAsync(token, default));
    }

    [Fact]
    public async Task Tokens_of_nobody_are_not_remembered_and_push_nobody_out()
    {
        var (token, _) = await NewAsync();
        await FindAsync(token);

        for (var guess = 0; guess < RecentSignIns.SignInsPerAge * 3; guess++)
        {
            Assert.Null(await FindAsync("parley_si_guess" + guess));
        }

        Assert.Null(await FindAsync(new string('é', 5_000)));
        Assert.NotNull(await FindAsync(token));
        Assert.Equal(2 + (RecentSignIns.SignInsPerAge * 3), _store.LookUps);
    }

    [Fact]
    public async Task No_more_than_two_ages_are_held_and_the_newest_are_among_them()
    {
        var all = new List<string>();
        for (var signIn = 0; signIn < RecentSignIns.SignInsPerAge * 3; signIn++)
        {
            all.Add((await NewAsync()).Token);
            await FindAsync(all[^1]);
        }

        var asked = _store.LookUps;
        _store.HoldsAnswers = true;
        var known = all.Count(token => FindAsync(token).IsCompleted);

        Assert.Equal(RecentSignIns.SignInsPerAge * 2, known);
        Assert.Equal(asked + RecentSignIns.SignInsPerAge, _store.LookUps);
        Assert.True(FindAsync(all[^1]).IsCompleted);
    }

    [Fact]
    public async Task A_use_is_written_down_once_in_a_while_and_never_for_a_token_that_is_known()
    {
        var (token, _) = await NewAsync();
        await FindAsync(token);
        Assert.Equal(0, _store.Touches);

        _time.Advance(TimeSpan.FromMinutes(6));
        for (var call = 0; call < 10; call++)
        {
            await FindAsync(token);
        }

        Assert.Equal(1, _store.Touches);
        _time.Advance(Days - TimeSpan.FromMinutes(1));
        Assert.NotNull(await FindAsync(token));
    }

    public async ValueTask DisposeAsync()
    {
        _tokens.Dispose();
        await _bus.DisposeAsync();
    }

    private Task<(string Token, StoredSignIn SignIn)> NewAsync()
    {
        return _store.NewAsync(_ana, _time.GetUtcNow(), Days);
    }

    private Task<TokenOwner?> FindAsync(string token)
    {
        return _tokens.FindOwnerAsync(token, default).AsTask();
    }

    /// <summary>A hint from another node; it has arrived when this ends.</summary>
    private async Task HearAsync(AccountHint hint)
    {
        _bus.Publish(hint);
        await _bus.DisposeAsync();
    }
}
