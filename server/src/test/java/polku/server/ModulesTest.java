package polku.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom; docs/architecture.md shows it as a picture. */
@AnalyzeClasses(packages = "polku", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
    @ArchTest
    static final ArchRule storageKnowsNobody = noClasses()
            .that()
            .resideInAPackage("polku.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("polku.http..", "polku.collector..", "polku.query..", "polku.server..");

    @ArchTest
    static final ArchRule httpKnowsNobody = noClasses()
            .that()
            .resideInAPackage("polku.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("polku.storage..", "polku.collector..", "polku.query..", "polku.server..");

    @ArchTest
    static final ArchRule collectorKnowsOnlyTheWriteSideOfStorage = noClasses()
            .that()
            .resideInAPackage("polku.collector..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("polku.query..", "polku.server..", "polku.storage.read..", "polku.storage.engine..");

    @ArchTest
    static final ArchRule queryKnowsOnlyTheReadSideOfStorage = noClasses()
            .that()
            .resideInAPackage("polku.query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "polku.collector..",
                    "polku.server..",
                    "polku.storage.write..",
                    "polku.storage.session..",
                    "polku.storage.engine..");

    /** Only storage speaks to databases. */
    @ArchTest
    static final ArchRule onlyStorageKnowsDrivers = classes()
            .that(new DescribedPredicate<JavaClass>("are drivers") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().startsWith("com.clickhouse")
                            || type.getPackageName().startsWith("org.jdbi")
                            || type.getPackageName().startsWith("com.sun.jna");
                }
            })
            .should()
            .onlyHaveDependentClassesThat(HasName.Predicates.nameMatching(
                    "polku\\.storage\\..*|com\\.clickhouse.*" + "|org\\.jdbi.*|com\\.sun\\.jna.*"))
            .allowEmptyShould(true);
}
