package polku.storage.control;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What owners configured: sites, users, keys, goals, URL groups, notes, the salts of visitor ids and the secret that tokens are signed with; a SQLite file {@code control.db} in the
 * data directory. Every answered write is on disk. Several processes may use the same file; each sees the changes of the
 * others within {@value #REFRESH_SECONDS} seconds where it answers from memory ({@link SiteDirectory},
 * {@link ApiKeyVerifier}, {@link SaltSource}), at once elsewhere.
 */
public final class ControlStore implements AutoCloseable {
    static final int REFRESH_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(ControlStore.class);

    private final Database database;
    private final Sites sites;
    private final Users users;
    private final SignIns signIns;
    private final ApiKeys apiKeys;
    private final Goals goals;
    private final UrlGroups urlGroups;
    private final Notes notes;
    private final Erasures erasures;
    private final Salts salts;
    private final PageTokens pageTokens;
    private final ReplayPins replayPins;
    private final ReplayNotes replayNotes;
    private final ReplaySearches replaySearches;
    private final ReplayShares replayShares;
    private final LeftOutCounts leftOut;
    private final ScheduledExecutorService refresher;
    private long dataVersion;

    private ControlStore(Database database, InstantSource clock) {
        this.database = database;
        this.sites = new Sites(database, clock);
        this.users = new Users(database, clock);
        this.signIns = new SignIns(database, clock);
        this.apiKeys = new ApiKeys(database, clock);
        this.goals = new Goals(database, clock);
        this.urlGroups = new UrlGroups(database, clock);
        this.notes = new Notes(database, clock);
        this.erasures = new Erasures(database);
        this.salts = new Salts(database, clock);
        this.pageTokens = PageTokens.of(database, clock);
        replayPins = new ReplayPins(database, clock);
        replayNotes = new ReplayNotes(database, clock);
        replaySearches = new ReplaySearches(database, clock);
        replayShares = new ReplayShares(database, clock);
        this.leftOut = new LeftOutCounts(database);
        this.refresher = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "polku-control");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Opens the store in {@code dataDir}; both are made where they are missing, for this user alone. */
    public static ControlStore open(Path dataDir) {
        return open(dataDir, InstantSource.system());
    }

    /**
     * @param clock tells the day of a salt and when a sign-in ends
     * @throws polku.storage.config.ConfigException where the file cannot be used; the message is for the operator
     */
    public static ControlStore open(Path dataDir, InstantSource clock) {
        Database database = Database.open(dataDir.resolve("control.db"));
        try {
            ControlMigrations.apply(database, clock.instant());
            ControlStore store = new ControlStore(database, clock);
            store.sites.refresh();
            store.apiKeys.refresh();
            store.salts.refresh();
            store.refresher.scheduleWithFixedDelay(
                    store::refreshQuietly, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
            return store;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public Sites sites() {
        return sites;
    }

    public Users users() {
        return users;
    }

    public SignIns signIns() {
        return signIns;
    }

    public ApiKeys apiKeys() {
        return apiKeys;
    }

    public Goals goals() {
        return goals;
    }

    public UrlGroups urlGroups() {
        return urlGroups;
    }

    public Notes notes() {
        return notes;
    }

    public Erasures erasures() {
        return erasures;
    }

    public LeftOutCounts leftOut() {
        return leftOut;
    }

    public SaltSource salts() {
        return salts;
    }

    public PageTokens pageTokens() {
        return pageTokens;
    }

    public ReplayPins replayPins() {
        return replayPins;
    }

    public ReplayNotes replayNotes() {
        return replayNotes;
    }

    public ReplaySearches replaySearches() {
        return replaySearches;
    }

    public ReplayShares replayShares() {
        return replayShares;
    }

    /** Takes over what other processes changed, and turns the salts; also happens by itself every few seconds. */
    public synchronized void refresh() {
        long now = database.dataVersion();
        if (now != dataVersion) {
            sites.refresh();
            apiKeys.refresh();
            dataVersion = now;
        }
        salts.refresh();
    }

    @Override
    public void close() {
        refresher.shutdownNow();
        synchronized (this) {
            database.close();
        }
    }

    private void refreshQuietly() {
        try {
            refresh();
        } catch (RuntimeException e) {
            if (!refresher.isShutdown()) {
                LOG.warn("The control store cannot be read; what is known goes on being used", e);
            }
        }
    }
}
