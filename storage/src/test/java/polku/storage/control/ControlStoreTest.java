package polku.storage.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import polku.storage.config.ConfigException;
import polku.storage.control.ApiKeyVerifier.Rights;

class ControlStoreTest {
    private static final Rights READ = new Rights(false, true, false);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock("2026-11-23T12:00:00Z");

    @Test
    void open_inAMissingDirectory_makesItForThisUserAlone() throws Exception {
        Path dataDir = directory.resolve("deep/data");
        try (ControlStore store = ControlStore.open(dataDir)) {
            store.sites().create(settings("example.org"));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir)))
                    .isEqualTo("rwx------");
            try (var files = Files.list(dataDir)) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void reopen_afterAClose_hasEverything() {
        User owner;
        Site site;
        Goal goal;
        String key;
        String token;
        byte[] salt;
        try (ControlStore store = ControlStore.open(directory, clock)) {
            owner = store.users().createFirst("Owner@Example.org ", "hash").orElseThrow();
            site = store.sites()
                    .create(new Sites.Settings(
                            "example.org", List.of("a.example", "b.example"), ZoneId.of("Europe/Helsinki"), "EUR"));
            goal = store.goals()
                    .create(site.id(), new Goals.Settings("Bought", "/thanks*", null, new BigDecimal("12.50")));
            key = store.apiKeys().create("import", READ).secret();
            token = store.signIns().begin(owner, Optional.empty());
            salt = store.salts().saltOfDay(clock.millis());
        }
        try (ControlStore store = ControlStore.open(directory, clock)) {
            assertThat(store.sites().list()).containsExactly(site);
            assertThat(store.sites().find(site.id())).contains(site);
            assertThat(site.aliases()).containsExactly("a.example", "b.example");
            assertThat(store.goals().list(site.id())).containsExactly(goal);
            assertThat(store.apiKeys().verify(key)).contains(READ);
            assertThat(store.users().find("owner@example.org")).contains(new Users.Credentials(owner, "hash"));
            assertThat(store.signIns().find(token)).contains(owner);
            assertThat(store.salts().saltOfDay(clock.millis())).isEqualTo(salt).hasSize(32);
        }
    }

    @Test
    void replayRules_areTheStandardOnesUntilTheOwnerSaysOtherwise() {
        ReplayRules rules = new ReplayRules(
                true,
                false,
                0.25,
                new ReplayRules.Start(List.of("/cart/**", "/pay"), List.of("sign up"), true, false),
                10,
                90,
                500,
                true,
                14,
                2_000);
        String id;
        try (ControlStore store = ControlStore.open(directory)) {
            id = store.sites().create(settings("example.org")).id();
            assertThat(store.sites().find(id).orElseThrow().replay()).isEqualTo(ReplayRules.STANDARD);
            store.sites()
                    .update(
                            id,
                            new Sites.Settings(
                                    "example.org",
                                    List.of(),
                                    ZoneId.of("UTC"),
                                    "EUR",
                                    List.of(),
                                    "example.org",
                                    List.of(),
                                    SnapshotRules.STANDARD,
                                    rules));
        }
        try (ControlStore store = ControlStore.open(directory)) {
            assertThat(store.sites().find(id).orElseThrow().replay()).isEqualTo(rules);
            store.sites().delete(id);
            assertThat(store.sites().find(id)).isEmpty();
        }
    }

    @Test
    void snapshotRules_areTheStandardOnesUntilTheOwnerSaysOtherwise() {
        String id;
        Sites.Settings settings = settings("example.org");
        try (ControlStore store = ControlStore.open(directory)) {
            id = store.sites().create(settings).id();
            assertThat(store.sites().find(id).orElseThrow().snapshots()).isEqualTo(SnapshotRules.STANDARD);
        }
        SnapshotRules rules = new SnapshotRules(false, List.of());
        try (ControlStore store = ControlStore.open(directory)) {
            assertThat(store.sites().find(id).orElseThrow().snapshots()).isEqualTo(SnapshotRules.STANDARD);
            store.sites()
                    .update(
                            id,
                            new Sites.Settings(
                                    "example.org",
                                    List.of(),
                                    ZoneId.of("UTC"),
                                    "EUR",
                                    List.of(),
                                    "example.org",
                                    List.of(),
                                    rules,
                                    ReplayRules.STANDARD));
        }
        try (ControlStore store = ControlStore.open(directory)) {
            assertThat(store.sites().find(id).orElseThrow().snapshots()).isEqualTo(rules);
        }
    }

    @Test
    void open_withAMigrationThatDiffers_saysSo() throws Exception {
        ControlStore.open(directory).close();
        execute("UPDATE migrations SET sha256 = 'other'");

        assertThatThrownBy(() -> ControlStore.open(directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("another version")
                .hasMessageContaining("0001_control.sql");
    }

    @Test
    void open_withAMigrationOfANewerVersion_saysSo() throws Exception {
        ControlStore.open(directory).close();
        execute("INSERT INTO migrations VALUES ('9999_future.sql', 'x', 0)");

        assertThatThrownBy(() -> ControlStore.open(directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("newer version")
                .hasMessageContaining("9999_future.sql");
    }

    @Test
    void open_onAFileThatIsNoDatabase_saysSo() throws Exception {
        Files.writeString(directory.resolve("control.db"), "this is a text file, and a long one at that".repeat(50));

        assertThatThrownBy(() -> ControlStore.open(directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("control.db");
    }

    @Test
    void createSite_withATakenDomain_isADuplicate() {
        try (ControlStore store = ControlStore.open(directory)) {
            store.sites().create(settings("example.org"));

            assertThatThrownBy(() -> store.sites().create(settings("example.org")))
                    .isInstanceOf(DuplicateException.class)
                    .hasMessageContaining("example.org");
            assertThat(store.sites().list()).hasSize(1);
        }
    }

    @Test
    void createSite_afterADelete_getsANewNumber() {
        try (ControlStore store = ControlStore.open(directory, clock)) {
            Site first = store.sites().create(settings("example.org"));
            store.goals().create(first.id(), new Goals.Settings("Bought", null, "purchase", null));

            assertThat(store.sites().delete(first.id())).isTrue();
            assertThat(store.sites().delete(first.id())).isFalse();
            assertThat(store.sites().find(first.id())).isEmpty();
            assertThat(store.goals().list(first.id())).isEmpty();
            assertThat(store.erasures().list())
                    .containsExactly(
                            new Erasures.Erasure(first.number(), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            store.erasures().done(first.number());
            assertThat(store.erasures().list()).isEmpty();

            Site second = store.sites().create(settings("example.org"));
            assertThat(second.number()).isGreaterThan(first.number());
            assertThat(second.id()).isNotEqualTo(first.id()).matches("[a-z0-9]{12}");
        }
    }

    @Test
    void endOthers_leavesThisSignInAndOtherUsers() {
        try (ControlStore store = ControlStore.open(directory, clock)) {
            User user = store.users().createFirst("a@example.org", "hash").orElseThrow();
            User other = store.users().create("b@example.org", Role.VIEWER, "hash");
            String kept = store.signIns().begin(user, Optional.empty());
            String ended = store.signIns().begin(user, Optional.empty());
            String others = store.signIns().begin(other, Optional.empty());

            store.signIns().endOthers(user, kept);

            assertThat(store.signIns().find(kept)).contains(user);
            assertThat(store.signIns().find(ended)).isEmpty();
            assertThat(store.signIns().find(others)).contains(other);
        }
    }

    @Test
    void findByDomain_knowsAliases_andPrefersTheSiteWhoseDomainItIs() {
        try (ControlStore store = ControlStore.open(directory)) {
            Site first = store.sites()
                    .create(new Sites.Settings(
                            "a.example",
                            List.of("b.example", "c.example"),
                            ZoneId.of("UTC"),
                            "EUR",
                            List.of("::1"),
                            "A shop",
                            List.of("id", "tab")));
            Site second = store.sites().create(settings("b.example"));

            assertThat(store.sites().findByDomain("a.example")).contains(first);
            assertThat(store.sites().findByDomain("c.example")).contains(first);
            assertThat(store.sites().findByDomain("b.example")).contains(second);
            assertThat(store.sites().findByDomain("d.example")).isEmpty();
            assertThat(first.excludedAddresses()).containsExactly("::1");
            assertThat(first.name()).isEqualTo("A shop");
            assertThat(first.queryParameters()).containsExactly("id", "tab");
            assertThat(second.name()).isEqualTo("b.example");
            assertThat(second.queryParameters()).isEmpty();
        }
    }

    @Test
    void updateSite_ofAnUnknownOne_isEmpty() {
        try (ControlStore store = ControlStore.open(directory)) {
            assertThat(store.sites().update("nosuchsite12", settings("example.org")))
                    .isEmpty();
        }
    }

    @Test
    void createFirst_byManyAtOnceInTwoStores_makesOneOwner() throws Exception {
        try (ControlStore one = ControlStore.open(directory);
                ControlStore two = ControlStore.open(directory)) {
            List<Optional<User>> outcomes = atOnce(
                    8, i -> () -> (i % 2 == 0 ? one : two).users().createFirst("owner" + i + "@example.org", "hash"));

            assertThat(outcomes).filteredOn(Optional::isPresent).hasSize(1);
            assertThat(one.users().any()).isTrue();
        }
    }

    @Test
    void open_byManyAtOnce_appliesTheMigrationsOnce() throws Exception {
        List<ControlStore> stores = atOnce(6, i -> () -> ControlStore.open(directory, clock));
        try {
            assertThat(stores.stream().map(store -> hex(store.salts().saltOfDay(clock.millis()))))
                    .hasSize(6)
                    .containsOnly(hex(stores.get(0).salts().saltOfDay(clock.millis())));
        } finally {
            stores.forEach(ControlStore::close);
        }
    }

    @Test
    void writes_byTwoStoresAtOnce_allLandAndBothSeeThem() throws Exception {
        try (ControlStore one = ControlStore.open(directory);
                ControlStore two = ControlStore.open(directory)) {
            List<Site> created = atOnce(4, i -> () -> {
                        ControlStore store = i % 2 == 0 ? one : two;
                        List<Site> mine = new ArrayList<>();
                        for (int n = 0; n < 25; n++) {
                            mine.add(store.sites().create(settings("site-" + i + "-" + n + ".example")));
                        }
                        return mine;
                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();

            assertThat(created).hasSize(100).extracting(Site::number).doesNotHaveDuplicates();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(created).allSatisfy(site -> {
                        assertThat(one.sites().find(site.id())).contains(site);
                        assertThat(two.sites().find(site.id())).contains(site);
                    }));
        }
    }

    @Test
    void deleteKey_inAnotherStore_endsItHereWithinSeconds() {
        try (ControlStore one = ControlStore.open(directory);
                ControlStore two = ControlStore.open(directory)) {
            ApiKeys.Created created = one.apiKeys().create("key", READ);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> two.apiKeys().verify(created.secret()).isPresent());

            two.apiKeys().delete(created.key().id());

            assertThat(two.apiKeys().verify(created.secret())).isEmpty();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> one.apiKeys().verify(created.secret()).isEmpty());
        }
    }

    @Test
    void secrets_areNowhereInTheFiles() throws Exception {
        try (ControlStore store = ControlStore.open(directory)) {
            String key = store.apiKeys().create("key", READ).secret();
            store.apiKeys().configure(Optional.of("configured-key-of-the-operator"));
            User user = store.users().createFirst("a@example.org", "hash").orElseThrow();
            String token = store.signIns().begin(user, Optional.empty());

            assertThat(key).startsWith("polku_").hasSize(49);
            String bytes = allBytes();
            assertThat(bytes).contains("POLKU_API_KEY").doesNotContain(key, token, "configured-key-of-the-operator");
        }
    }

    @Test
    void configure_withAnotherKeyOrNone_endsTheEarlierOne() {
        String first = "first-configured-key";
        String second = "second-configured-key";
        Rights all = new Rights(true, true, true);
        try (ControlStore store = ControlStore.open(directory)) {
            String other = store.apiKeys().create("other", READ).secret();

            store.apiKeys().configure(Optional.of(first));
            store.apiKeys().configure(Optional.of(first));
            assertThat(store.apiKeys().verify(first)).contains(all);
            assertThat(store.apiKeys().list()).hasSize(2);

            store.apiKeys().configure(Optional.of(second));
            assertThat(store.apiKeys().verify(first)).isEmpty();
            assertThat(store.apiKeys().verify(second)).contains(all);

            store.apiKeys().configure(Optional.empty());
            assertThat(store.apiKeys().verify(second)).isEmpty();
            assertThat(store.apiKeys().verify(other)).contains(READ);

            assertThatThrownBy(() -> store.apiKeys().configure(Optional.of("short")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("POLKU_API_KEY");
        }
    }

    @Test
    void signIn_afterItsLifetime_isOver() {
        try (ControlStore store = ControlStore.open(directory, clock)) {
            User user = store.users().createFirst("a@example.org", "hash").orElseThrow();
            String token = store.signIns().begin(user, Optional.empty());

            clock.advance(SignIns.LIFETIME.minusMillis(1));
            assertThat(store.signIns().find(token)).contains(user);
            clock.advance(Duration.ofMillis(1));
            assertThat(store.signIns().find(token)).isEmpty();
        }
    }

    @Test
    void signIn_overAnEarlierOne_endsThat() {
        try (ControlStore store = ControlStore.open(directory)) {
            User user = store.users().createFirst("a@example.org", "hash").orElseThrow();
            String first = store.signIns().begin(user, Optional.empty());
            String second = store.signIns().begin(user, Optional.of(first));

            assertThat(store.signIns().find(first)).isEmpty();
            assertThat(store.signIns().find(second)).contains(user);
            store.signIns().end(second);
            assertThat(store.signIns().find(second)).isEmpty();
        }
    }

    private void execute(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("control.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String allBytes() throws Exception {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static Sites.Settings settings(String domain) {
        return new Sites.Settings(domain, List.of(), ZoneId.of("UTC"), "EUR");
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private interface Numbered<T> {
        Callable<T> call(int i);
    }

    private static <T> List<T> atOnce(int count, Numbered<T> work) throws Exception {
        var threads = Executors.newFixedThreadPool(count);
        var barrier = new CyclicBarrier(count);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<T> call = work.call(i);
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return call.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
