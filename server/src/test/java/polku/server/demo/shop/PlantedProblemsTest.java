package polku.server.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantedProblemsTest {
    private final Catalogue catalogue = Catalogue.load();

    @ParameterizedTest
    @ValueSource(strings = {"et", "et-EE,en;q=0.8", "ru-EE", "et;q=0.9"})
    void delayMillis_aBrowserOfEstonia_waits(String languages) {
        assertThat(PlantedProblems.delayMillis(languages)).isGreaterThan(2_500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fi-FI,et;q=0.5", "en-GB", "*"})
    void delayMillis_anyOther_doesNot(String languages) {
        assertThat(PlantedProblems.delayMillis(languages)).isZero();
    }

    @Test
    void search_ofTheCatalogueItself_knowsTheWordOnTheBag() {
        assertThat(PlantedProblems.search(catalogue, "decaf", Language.ENGLISH)).isEmpty();
        assertThat(PlantedProblems.search(catalogue, "caffeine-free", Language.ENGLISH))
                .extracting(Catalogue.Product::slug)
                .containsExactly("lepo");
        assertThat(catalogue.search("decaf", Language.ENGLISH))
                .extracting(Catalogue.Product::slug)
                .containsExactly("lepo");
    }
}
