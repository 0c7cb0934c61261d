package polku.query.realtime;

import java.util.List;
import polku.storage.read.Realtime;

/** Who is there right now, as JSON has it. */
record RealtimeAnswer(
        long visitors5,
        long visitors30,
        List<Minute> perMinute,
        List<Page> pages,
        List<Source> sources,
        List<Country> countries,
        List<Event> events) {
    /** @param start in UTC */
    record Minute(String start, long visitors, long pageviews) {}

    record Page(String page, long visitors) {}

    record Source(String source, long visitors) {}

    record Country(String country, long visitors) {}

    /** @param at in UTC */
    record Event(String id, String at, String name, String page, String country, String device, String source) {}

    static RealtimeAnswer of(Realtime realtime) {
        return new RealtimeAnswer(
                realtime.visitors5(),
                realtime.visitors30(),
                realtime.minutes().stream()
                        .map(minute -> new Minute(minute.start().toString(), minute.visitors(), minute.pageviews()))
                        .toList(),
                realtime.pages().stream()
                        .map(share -> new Page(share.value(), share.visitors()))
                        .toList(),
                realtime.sources().stream()
                        .map(share -> new Source(share.value(), share.visitors()))
                        .toList(),
                realtime.countries().stream()
                        .map(share -> new Country(share.value(), share.visitors()))
                        .toList(),
                realtime.events().stream()
                        .map(event -> new Event(
                                event.id(),
                                event.at().toString(),
                                event.name(),
                                event.page(),
                                event.country(),
                                event.device(),
                                event.source()))
                        .toList());
    }
}
