// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cisterna.audit.Ledger;
import org.cisterna.canonical.Digest;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.DriverJar;
import org.cisterna.pump.DriverJar.State;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverFolderTest {

    private static final Caller INTEGRATOR = new Caller("iris", "Iris Integrator", "integrator", "token t1", "c-1");

    private final VirtualTime time = VirtualTime.create(7);
    private final MemoryLedger ledger = MemoryLedger.in(time);
    private final RecordedBundles bundles = new RecordedBundles();
    private Optional<Ledger> present = Optional.of(ledger);
    private Path data = Path.of("");
    private Path drivers = Path.of("");

    /** Remembers what was asked of it, and fails when told to. */
    private static final class RecordedBundles implements Bundles {
        final List<String> calls = new ArrayList<>();
        String failure = "";
        String taken = "";

        @Override
        public Optional<String> taken(String symbolicName) {
            return symbolicName.equals(taken) ? Optional.of("it has the symbolic name of a part") : Optional.empty();
        }

        @Override
        public String run(Path jar, String symbolicName) throws BundleFailure {
            calls.add("run " + symbolicName);
            if (!failure.isEmpty()) {
                throw new BundleFailure(failure);
            }
            return "it replaces the shipped one";
        }

        @Override
        public void remove(String symbolicName) {
            calls.add("remove " + symbolicName);
        }

        @Override
        public void keepOnly(Set<String> symbolicNames) {
            calls.add("keep " + symbolicNames);
        }
    }

    @BeforeEach
    void folder(@TempDir Path fresh) throws IOException {
        data = fresh;
        drivers = Files.createDirectories(data.resolve("drivers"));
    }

    private DriverFolder folderOf(Optional<Caller> automatic) {
        return new DriverFolder(drivers, data.resolve("cache"), bundles, time.house(), () -> present, automatic);
    }

    private static byte[] jar(String symbolicName, String content) throws IOException {
        return DriverJars.jar(symbolicName.isEmpty() ? Map.of() : DriverJars.driver(symbolicName), content);
    }

    private void put(String file, byte[] bytes, long modified) throws IOException {
        Files.write(drivers.resolve(file), bytes);
        Files.setLastModifiedTime(drivers.resolve(file), FileTime.fromMillis(modified));
    }

    private static DriverJar only(DriverFolder folder) {
        assertThat(folder.jars()).hasSize(1);
        return folder.jars().get(0);
    }

    @Test
    void aJarIsShownWithItsDigestOnceItIsStableAndRunsOnlyWhenAdmitted() throws Exception {
        DriverFolder folder = folderOf(Optional.empty());
        byte[] bytes = jar("org.example.driver", "one");
        put("driver.jar", Arrays.copyOf(bytes, bytes.length - 1), 1_000);
        folder.scan();
        assertThat(only(folder).state()).isEqualTo(State.ARRIVING);
        put("driver.jar", bytes, 2_000);
        folder.scan();
        assertThat(only(folder).state()).as("whole by itself, at first sight").isEqualTo(State.FOUND);
        assertThat(only(folder).digest()).contains(Digest.of(bytes));
        assertThat(only(folder).symbolicName()).contains("org.example.driver");
        folder.scan();
        assertThat(bundles.calls).isEmpty();

        Answer<DriverJar> admitted = folder.admit(Digest.of(bytes), INTEGRATOR);

        assertThat(admitted.orElseThrow().state()).isEqualTo(State.RUNNING);
        assertThat(admitted.orElseThrow().admittedBy()).contains("iris");
        assertThat(bundles.calls).containsExactly("run org.example.driver");
        assertThat(ledger.ofType("provision.admitted")).hasSize(1);
        assertThat(ledger.ofType("provision.found")).hasSize(1);
        assertThat(ledger.ofType("provision.running")).hasSize(1);
    }

    @Test
    void anAdmittedDigestRunsAgainAfterARestartAndOtherBytesDoNot() throws Exception {
        byte[] bytes = jar("org.example.driver", "one");
        put("driver.jar", bytes, 1_000);
        DriverFolder first = folderOf(Optional.empty());
        first.scan();
        first.scan();
        assertThat(first.admit(Digest.of(bytes), INTEGRATOR).isDone()).isTrue();

        DriverFolder restarted = folderOf(Optional.empty());
        restarted.scan();
        restarted.scan();
        assertThat(only(restarted).state()).isEqualTo(State.RUNNING);

        put("driver.jar", jar("org.example.driver", "two"), 2_000);
        restarted.scan();
        assertThat(bundles.calls).endsWith("remove org.example.driver");
        restarted.scan();
        assertThat(only(restarted).state()).isEqualTo(State.FOUND);
    }

    @Test
    void takingAJarOutRemovesItsBundleAndSaysSo() throws Exception {
        DriverFolder folder = folderOf(Optional.of(INTEGRATOR));
        put("driver.jar", jar("org.example.driver", "one"), 1_000);
        folder.scan();
        folder.scan();
        assertThat(only(folder).state()).isEqualTo(State.RUNNING);
        Files.delete(drivers.resolve("driver.jar"));
        folder.scan();
        assertThat(only(folder).state()).isEqualTo(State.REMOVED);
        assertThat(bundles.calls).containsExactly("run org.example.driver", "remove org.example.driver");
        assertThat(ledger.ofType("provision.removed")).hasSize(1);
    }

    @Test
    void aJarCutAtEveryByteNeverRunsAndIsRefusedInWords() throws Exception {
        byte[] whole = jar("org.example.driver", "some content that is long enough to matter");
        for (int length = 0; length < whole.length; length++) {
            JarExamination said = JarExamination.of(Arrays.copyOf(whole, length));
            assertThat(said.problem()).as("cut after %d bytes", length).isNotEmpty();
            assertThat(JarExamination.isComplete(Arrays.copyOf(whole, length)))
                    .as("complete after %d bytes", length)
                    .isFalse();
        }
        assertThat(JarExamination.isComplete(whole)).isTrue();
        assertThat(JarExamination.of(whole).problem()).isEmpty();
    }

    @Test
    void theBeginningOfAFileWithAJarInsideIsNotTakenForAWholeOne() throws Exception {
        byte[] inner = jar("org.example.inner", "inside");
        byte[] outer = DriverJars.holding(DriverJars.driver("org.example.driver"), inner);
        for (int length = 0; length < outer.length; length++) {
            assertThat(JarExamination.isComplete(Arrays.copyOf(outer, length)))
                    .as("complete after %d of %d bytes", length, outer.length)
                    .isFalse();
        }
        assertThat(JarExamination.isComplete(outer)).isTrue();
        assertThat(JarExamination.of(outer).problem()).isEmpty();
    }

    @Test
    void aJarThatIsNoBundleIsRefusedAndCanBeMendedByCopyingItAgain() throws Exception {
        DriverFolder folder = folderOf(Optional.of(INTEGRATOR));
        put("driver.jar", jar("", "no bundle"), 1_000);
        folder.scan();
        folder.scan();
        assertThat(only(folder).state()).isEqualTo(State.REFUSED);
        assertThat(only(folder).reason()).contains("no OSGi bundle");
        put("driver.jar", jar("org.example.driver", "one"), 2_000);
        folder.scan();
        folder.scan();
        assertThat(only(folder).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aBundleThatDoesNotStartIsRefusedWithItsReason() throws Exception {
        bundles.failure = "it did not come to run: missing requirement org.example.absent";
        DriverFolder folder = folderOf(Optional.empty());
        byte[] bytes = jar("org.example.driver", "one");
        put("driver.jar", bytes, 1_000);
        folder.scan();
        folder.scan();
        Answer<DriverJar> answer = folder.admit(Digest.of(bytes), INTEGRATOR);
        assertThat(answer.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo("DRIVER_DID_NOT_START");
            assertThat(violation.message()).contains("missing requirement");
        });
        assertThat(only(folder).state()).isEqualTo(State.REFUSED);
        assertThat(ledger.ofType("provision.refused")).hasSize(1);
    }

    @Test
    void withoutAWritableLedgerNothingIsAdmitted() throws Exception {
        DriverFolder folder = folderOf(Optional.empty());
        byte[] bytes = jar("org.example.driver", "one");
        put("driver.jar", bytes, 1_000);
        folder.scan();
        folder.scan();
        ledger.readOnly("the disk is full");
        assertThat(folder.admit(Digest.of(bytes), INTEGRATOR).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("the disk is full"));
        present = Optional.empty();
        assertThat(folder.admit(Digest.of(bytes), INTEGRATOR).isDone()).isFalse();
        assertThat(bundles.calls).isEmpty();
    }

    @Test
    void whatWasNoticedWithoutALedgerIsEnteredWhenThereIsOne() throws Exception {
        present = Optional.empty();
        DriverFolder folder = folderOf(Optional.empty());
        put("driver.jar", jar("org.example.driver", "one"), 1_000);
        folder.scan();
        folder.scan();
        assertThat(only(folder).reason()).contains("the ledger is not there");
        present = Optional.of(ledger);
        folder.scan();
        assertThat(ledger.ofType("provision.found")).hasSize(1);
    }

    @Test
    void twoJarsOfOneNameAreNotBothUsed() throws Exception {
        DriverFolder folder = folderOf(Optional.of(INTEGRATOR));
        put("a.jar", jar("org.example.driver", "one"), 1_000);
        put("b.jar", jar("org.example.driver", "two"), 1_000);
        folder.scan();
        folder.scan();
        assertThat(folder.jars()).extracting(DriverJar::state).containsExactly(State.RUNNING, State.REFUSED);
        assertThat(folder.jars().get(1).reason()).contains("a.jar").contains("take one of the two out");
    }

    @Test
    void aJarWithTheNameOfAPartOfThePlatformIsRefusedBeforeAnybodyIsAsked() throws Exception {
        bundles.taken = "org.cisterna.therapy.people";
        DriverFolder folder = folderOf(Optional.of(INTEGRATOR));
        put("driver.jar", jar("org.cisterna.therapy.people", "one"), 1_000);
        folder.scan();
        folder.scan();
        assertThat(only(folder).state()).isEqualTo(State.REFUSED);
        assertThat(only(folder).reason()).contains("the symbolic name of a part");
        assertThat(bundles.calls).isEmpty();
        assertThat(ledger.ofType("provision.admitted")).isEmpty();
    }

    @Test
    void anUnknownDigestIsRefused() {
        assertThat(folderOf(Optional.empty())
                        .admit(Digest.of(new byte[] {1}), INTEGRATOR)
                        .violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.code()).isEqualTo("NO_SUCH_JAR"));
    }

    @Test
    void whatAnEarlierStartLeftBehindIsRemovedOnceTheFolderHasSettled() throws Exception {
        DriverFolder folder = folderOf(Optional.empty());
        for (int i = 0; i < 6; i++) {
            folder.scan();
        }
        assertThat(bundles.calls).containsExactly("keep []");
    }
}
