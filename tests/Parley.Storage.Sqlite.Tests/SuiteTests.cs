using Parley.Compliance;

namespace Parley.Storage.Sqlite.Tests;

// Each port's suite on this database.

public sealed class SqliteAccountStoreTests() : AccountStoreSuite(() => new SqliteFactory());

public sealed class SqliteSignInStoreTests() : SignInStoreSuite(() => new SqliteFactory());

public sealed class SqliteWorkspaceStoreTests() : WorkspaceStoreSuite(() => new SqliteFactory());

public sealed class SqliteInviteStoreTests() : InviteStoreSuite(() => new SqliteFactory());

public sealed class SqliteChannelStoreTests() : ChannelStoreSuite(() => new SqliteFactory());

public sealed class SqliteMessageStoreTests() : MessageStoreSuite(() => new SqliteFactory());

public sealed class SqliteMentionStoreTests() : MentionStoreSuite(() => new SqliteFactory());

public sealed class SqliteReadMarkerStoreTests() : ReadMarkerStoreSuite(() => new SqliteFactory());

public sealed class SqliteThreadStoreTests() : ThreadStoreSuite(() => new SqliteFactory());

public sealed class SqliteThreadModelTests() : ThreadModelSuite(() => new SqliteFactory());

public sealed class SqliteChannelLogStoreTests() : ChannelLogStoreSuite(() => new SqliteFactory());

public sealed class SqliteChannelChangeTests() : ChannelChangeSuite(() => new SqliteFactory());

public sealed class SqliteReactionTests() : ReactionSuite(() => new SqliteFactory());

public sealed class SqlitePinTests() : PinSuite(() => new SqliteFactory());

public sealed class SqliteDraftTests() : DraftSuite(() => new SqliteFactory());

public sealed class SqliteSavedMessageTests() : SavedMessageSuite(() => new SqliteFactory());

public sealed class SqliteEventReaderTests() : EventReaderSuite(() => new SqliteFactory());

public sealed class SqliteFileStoreTests() : FileStoreSuite(() => new SqliteFactory());

public sealed class SqliteAvatarStoreTests() : AvatarStoreSuite(() => new SqliteFactory());

public sealed class SqliteCustomEmojiStoreTests() : CustomEmojiStoreSuite(() => new SqliteFactory());

public sealed class SqliteGroupStoreTests() : GroupStoreSuite(() => new SqliteFactory());

public sealed class SqliteJobStoreTests() : JobStoreSuite(() => new SqliteFactory());

public sealed class SqliteWorkerTests() : WorkerSuite(() => new SqliteFactory());

public sealed class SqliteSearchIndexTests() : SearchIndexSuite(() => new SqliteFactory());

public sealed class SqliteSearchTests() : SearchSuite(() => new SqliteFactory());
