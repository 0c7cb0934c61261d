package polku.query.site;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import polku.query.page.PagePatternField;
import polku.query.web.Fields;
import polku.storage.control.ReplayRules;

/** Reads and writes what an owner says about the recording of sessions. */
final class ReplaySettings {
    private static final int MOST_STARTS = 100;

    private ReplaySettings() {}

    /** What begins a recording, whichever comes first; all empty: the session. */
    record StartDraft(
            @Nullable List<@Nullable String> pages,
            @Nullable List<@Nullable String> events,
            @Nullable Boolean onError,
            @Nullable Boolean onRageClick) {}

    /** See {@link ReplayRules}; what is left out or null stays as it was. */
    record Draft(
            @Nullable Boolean recorded,
            @Nullable Boolean needsConsent,
            @Nullable Double sampleRate,
            @Nullable StartDraft start,
            @Nullable Integer minimumSeconds,
            @Nullable Integer maximumMinutes,
            @Nullable Integer sessionsPerDay,
            @Nullable Boolean maskText,
            @Nullable Integer retentionDays,
            @Nullable Integer budgetMegabytes) {}

    record StartAnswer(List<String> pages, List<String> events, boolean onError, boolean onRageClick) {}

    record SettingsAnswer(
            boolean recorded,
            boolean needsConsent,
            double sampleRate,
            StartAnswer start,
            int minimumSeconds,
            int maximumMinutes,
            int sessionsPerDay,
            boolean maskText,
            int retentionDays,
            int budgetMegabytes) {

        static SettingsAnswer of(ReplayRules rules) {
            return new SettingsAnswer(
                    rules.recorded(),
                    rules.needsConsent(),
                    rules.sampleRate(),
                    new StartAnswer(
                            rules.start().pages(),
                            rules.start().events(),
                            rules.start().onError(),
                            rules.start().onRageClick()),
                    rules.minimumSeconds(),
                    rules.maximumMinutes(),
                    rules.sessionsPerDay(),
                    rules.masksText(),
                    rules.retentionDays(),
                    rules.budgetMegabytes());
        }
    }

    /** The rules with what the draft says; errors are noted in the fields. */
    static ReplayRules read(@Nullable Draft draft, ReplayRules before, Fields fields) {
        if (draft == null) {
            return before;
        }
        Double rate = fields.optional("replay/sampleRate", draft.sampleRate(), ReplaySettings::share);
        Integer seconds = number("minimumSeconds", draft.minimumSeconds(), 0, 600, fields);
        Integer minutes = number("maximumMinutes", draft.maximumMinutes(), 1, 1440, fields);
        Integer sessions = number("sessionsPerDay", draft.sessionsPerDay(), 1, 1_000_000, fields);
        Integer days = number("retentionDays", draft.retentionDays(), 1, 3650, fields);
        Integer megabytes = number("budgetMegabytes", draft.budgetMegabytes(), 10, 10_000_000, fields);
        return new ReplayRules(
                or(draft.recorded(), before.recorded()),
                or(draft.needsConsent(), before.needsConsent()),
                or(rate, before.sampleRate()),
                start(draft.start(), before.start(), fields),
                or(seconds, before.minimumSeconds()),
                or(minutes, before.maximumMinutes()),
                or(sessions, before.sessionsPerDay()),
                or(draft.maskText(), before.masksText()),
                or(days, before.retentionDays()),
                or(megabytes, before.budgetMegabytes()));
    }

    private static ReplayRules.Start start(@Nullable StartDraft draft, ReplayRules.Start before, Fields fields) {
        if (draft == null) {
            return before;
        }
        List<String> pages = list("pages", draft.pages(), PagePatternField::read, fields);
        List<String> events = list("events", draft.events(), Fields.text(120), fields);
        return new ReplayRules.Start(
                pages == null ? before.pages() : pages,
                events == null ? before.events() : events,
                or(draft.onError(), before.onError()),
                or(draft.onRageClick(), before.onRageClick()));
    }

    private static @Nullable List<String> list(
            String name, @Nullable List<@Nullable String> given, Function<String, String> reader, Fields fields) {
        List<String> read = fields.each("replay/start/" + name, given, MOST_STARTS, reader);
        return read == null ? null : read.stream().distinct().toList();
    }

    private static @Nullable Integer number(String name, @Nullable Integer given, int least, int most, Fields fields) {
        return fields.optional("replay/" + name, given, number -> {
            if (number < least || number > most) {
                throw new IllegalArgumentException("must be from " + least + " to " + most);
            }
            return number;
        });
    }

    private static Double share(Double given) {
        if (!(given >= 0 && given <= 1)) {
            throw new IllegalArgumentException("must be from 0 to 1");
        }
        return given;
    }

    private static <T> T or(@Nullable T given, T before) {
        return given == null ? before : given;
    }
}
