using Parley.Modules.Accounts;

namespace Parley.Compliance;

public abstract class SignInStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task A_token_leads_to_its_sign_in_even_when_that_has_expired()
    {
        var ana = await AddAccountAsync("ana");
        var stored = NewSignIn(ana, SignInKind.Device) with { ExpiresAt = Next() };
        await Stores.SignIns.AddAsync(stored, [1], None);
        Next();

        Assert.Equal(new TokenOwner(stored, IsServerAdmin: false), await Stores.SignIns.FindByTokenAsync([1], None));
        Assert.Null(await Stores.SignIns.FindByTokenAsync([2], None));
    }

    [Fact]
    public async Task A_use_moves_the_last_use_and_the_expiry()
    {
        var ana = await AddAccountAsync("ana");
        var stored = NewSignIn(ana, SignInKind.Device);
        await Stores.SignIns.AddAsync(stored, [1], None);
        var (used, expires) = (Next(), Next());

        await Stores.SignIns.TouchAsync(stored.Id, used, expires, None);

        Assert.Equal(stored with { LastUsedAt = used, ExpiresAt = expires }, (await Stores.SignIns.FindByTokenAsync([1], None))?.SignIn);
    }

    [Fact]
    public async Task The_list_has_the_accounts_own_of_one_kind_that_have_not_expired_newest_first()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var expired = NewSignIn(ana, SignInKind.Device) with { ExpiresAt = Next() };
        var older = NewSignIn(ana, SignInKind.Device);
        var newer = NewSignIn(ana, SignInKind.Device) with { Name = null };
        var token = NewSignIn(ana, SignInKind.AccessToken);
        var now = Next();
        newer = newer with { ExpiresAt = Next() };
        byte hash = 0;
        foreach (var signIn in new[] { expired, older, newer, token, NewSignIn(bo, SignInKind.Device) })
        {
            await Stores.SignIns.AddAsync(signIn, [++hash], None);
        }

        Assert.Equal([newer, older], await Stores.SignIns.ListAsync(ana, SignInKind.Device, now, None));
        Assert.Equal([token], await Stores.SignIns.ListAsync(ana, SignInKind.AccessToken, now, None));
    }

    [Fact]
    public async Task Access_tokens_end_at_their_limit_however_many_are_made_at_the_same_time()
    {
        var ana = await AddAccountAsync("ana");
        var nodes = new[] { Stores, OpenAnother() };
        await Stores.SignIns.AddAsync(NewSignIn(ana, SignInKind.Device), [200], None);
        var tokens = Enumerable.Range(0, 20).Select(_ => NewSignIn(ana, SignInKind.AccessToken)).ToArray();

        var added = await Task.WhenAll(tokens.Select((token, index) =>
            Task.Run(() => nodes[index % 2].SignIns.TryAddAccessTokenAsync(token, [(byte)index], 5, None))));

        Assert.Equal(5, added.Count(one => one));
        Assert.Equal(5, (await Stores.SignIns.ListAsync(ana, SignInKind.AccessToken, Next(), None)).Count);
    }

    [Fact]
    public async Task Only_the_accounts_own_sign_in_of_the_kind_asked_for_is_deleted()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var signIn = NewSignIn(ana, SignInKind.Device);
        await Stores.SignIns.AddAsync(signIn, [1], None);

        Assert.False(await Stores.SignIns.DeleteAsync(bo, signIn.Id, SignInKind.Device, None));
        Assert.False(await Stores.SignIns.DeleteAsync(ana, signIn.Id, SignInKind.AccessToken, None));
        Assert.NotNull(await Stores.SignIns.FindByTokenAsync([1], None));
        Assert.True(await Stores.SignIns.DeleteAsync(ana, signIn.Id, SignInKind.Device, None));
        Assert.False(await Stores.SignIns.DeleteAsync(ana, signIn.Id, SignInKind.Device, None));
        Assert.Null(await Stores.SignIns.FindByTokenAsync([1], None));
    }

    [Fact]
    public async Task All_others_are_deleted_of_both_kinds_and_of_no_other_account()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var kept = NewSignIn(ana, SignInKind.Device);
        var device = NewSignIn(ana, SignInKind.Device);
        var token = NewSignIn(ana, SignInKind.AccessToken);
        await Stores.SignIns.AddAsync(kept, [1], None);
        await Stores.SignIns.AddAsync(device, [2], None);
        await Stores.SignIns.AddAsync(token, [3], None);
        await Stores.SignIns.AddAsync(NewSignIn(bo, SignInKind.Device), [4], None);

        var deleted = await Stores.SignIns.DeleteOthersAsync(ana, kept.Id, None);

        Assert.Equal(new[] { device.Id, token.Id }.Order(), deleted.Order());
        Assert.NotNull(await Stores.SignIns.FindByTokenAsync([1], None));
        Assert.Null(await Stores.SignIns.FindByTokenAsync([2], None));
        Assert.Null(await Stores.SignIns.FindByTokenAsync([3], None));
        Assert.NotNull(await Stores.SignIns.FindByTokenAsync([4], None));
    }

    private StoredSignIn NewSignIn(Guid accountId, SignInKind kind)
    {
        var at = Next();
        return new StoredSignIn { Id = NewId(), AccountId = accountId, Kind = kind, Name = "Ana's phone", CreatedAt = at, LastUsedAt = at, ExpiresAt = null };
    }
}
