package polku.query.heatmap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import polku.query.report.InvalidQuery;
import polku.query.report.UnicodeText;
import polku.storage.read.heatmap.Scrolling;
import polku.storage.read.heatmap.ZoneQuestion;

/** Checks the zones of a request. Whatever is wrong is a 400 that points at the field. */
final class ZoneReader {
    static final int MOST_ZONES = 80;
    static final int MOST_SELECTORS = 2000;
    private static final int LONGEST_ID = 64;

    private ZoneReader() {}

    static List<ZoneQuestion.Zone> read(@Nullable List<ZonesRequest.@Nullable Zone> given) {
        if (given == null || given.isEmpty() || given.size() > MOST_ZONES) {
            throw InvalidQuery.at("/zones", "must be a list of 1 to " + MOST_ZONES + " zones");
        }
        List<ZoneQuestion.Zone> zones = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            ZoneQuestion.Zone zone = zone(given.get(i), "/zones/" + i);
            if (!ids.add(zone.id())) {
                throw InvalidQuery.at("/zones/" + i + "/id", "is there twice");
            }
            zones.add(zone);
        }
        return zones;
    }

    private static ZoneQuestion.Zone zone(ZonesRequest.@Nullable Zone given, String pointer) {
        if (given == null) {
            throw InvalidQuery.at(pointer, "must be a zone");
        }
        double top = share(given.top(), pointer + "/top");
        double bottom = share(given.bottom(), pointer + "/bottom");
        if (bottom < top) {
            throw InvalidQuery.at(pointer + "/bottom", "must not be above the top");
        }
        String id = text(given.id(), LONGEST_ID, pointer + "/id");
        if (id.isEmpty()) {
            throw InvalidQuery.at(pointer + "/id", "must not be empty");
        }
        return new ZoneQuestion.Zone(
                id,
                selectors(given.selectors(), pointer + "/selectors"),
                top,
                bottom,
                Boolean.TRUE.equals(given.alwaysInView()));
    }

    private static List<String> selectors(@Nullable List<@Nullable String> given, String pointer) {
        if (given == null || given.size() > MOST_SELECTORS) {
            throw InvalidQuery.at(pointer, "must be a list of at most " + MOST_SELECTORS + " selectors");
        }
        List<String> selectors = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            selectors.add(text(given.get(i), HeatmapReader.LONGEST_PAGE, pointer + "/" + i));
        }
        return selectors;
    }

    private static String text(@Nullable String given, int most, String pointer) {
        if (given == null || given.length() > most) {
            throw InvalidQuery.at(pointer, "must be a text of at most " + most + " characters");
        }
        UnicodeText.check(given, pointer);
        return given;
    }

    private static double share(@Nullable Double given, String pointer) {
        if (given == null || !(given >= 0 && given <= Scrolling.BANDS)) {
            throw InvalidQuery.at(pointer, "must be from 0 to " + Scrolling.BANDS);
        }
        return given;
    }
}
