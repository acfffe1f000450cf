// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cisterna.time.system.SystemTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With processes that are processes: what a person would see in the list of them is gone afterwards. */
class KitCommandTest {

    @TempDir
    Path folder;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final Kit.Listener listener = new Kit.Listener() {
        @Override
        public void said(String line) {
            heard.add(line);
        }

        @Override
        public void ended(String words) {
            heard.add("ended: " + words);
        }
    };

    private static KitCommand command(SystemTime time) {
        return new KitCommand(
                time.threads(), time.house(), Optional.of(System.getProperty("java.class.path")), Loud.class.getName());
    }

    private String next() throws InterruptedException {
        return Optional.ofNullable(heard.poll(60, TimeUnit.SECONDS)).orElse("nothing");
    }

    @Test
    void whatItSaysIsHeardAndItsEndIsTold() throws Exception {
        try (SystemTime time = SystemTime.start()) {
            command(time).begin(List.of("a", "b"), folder, Duration.ofMinutes(1), listener);
            assertThat(next()).isEqualTo("conform a b");
            assertThat(next()).isEqualTo("ended: ");
        }
    }

    @Test
    void whatGoesOnBeyondItsBoundIsEndedWithAllThatItStarted() throws Exception {
        try (SystemTime time = SystemTime.start()) {
            command(time).begin(List.of("child"), folder, Duration.ofSeconds(8), listener);
            long child = Long.parseLong(next());
            assertThat(next()).isEqualTo("ended: it went on beyond its bound, and was ended");
            assertThat(gone(child)).isTrue();
        }
    }

    @Test
    void whatIsEndedFromHereIsEndedWithAllThatItStarted() throws Exception {
        try (SystemTime time = SystemTime.start()) {
            Kit.Handle handle = command(time).begin(List.of("child"), folder, Duration.ofMinutes(5), listener);
            long child = Long.parseLong(next());
            handle.end();
            assertThat(next()).isEqualTo("ended: ");
            assertThat(gone(child)).isTrue();
            handle.end();
        }
    }

    /** Waits for it with patience: the system takes its time to bury a process. */
    private static boolean gone(long process) throws Exception {
        Optional<ProcessHandle> handle = ProcessHandle.of(process);
        return handle.isEmpty()
                || !handle.get().onExit().get(60, TimeUnit.SECONDS).isAlive();
    }

    @Test
    void withoutTheCommandsThereIsNoKit() {
        try (SystemTime time = SystemTime.start()) {
            assertThat(new KitCommand(time.threads(), time.house(), Optional.empty(), KitCommand.MAIN).missing())
                    .hasValueSatisfying(words -> assertThat(words).contains("./cisterna demo"));
        }
    }
}
