// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeSource;
import org.cisterna.time.Worker;
import org.junit.jupiter.api.Test;

/** Same seed, same interleaving: 1,000 random interactions of a crowd of workers, played twice. */
class VirtualTimeReplayTest {

    private static final int INTERACTIONS = 1_000;

    private record Recording(List<String> story, String interleaving) {}

    /** Workers that sleep, signal, wait, interrupt, join, start others and change the speed of pump time, as chance wills. */
    private static final class Crowd {

        private final VirtualTime time;
        private final List<Signal> signals = new ArrayList<>();
        private final List<String> story = new ArrayList<>();
        private int started;

        Crowd(long seed) {
            time = VirtualTime.create(seed);
            for (int i = 0; i < 5; i++) {
                signals.add(time.threads().newSignal());
            }
        }

        Recording play() throws Exception {
            time.run(() -> {
                for (int i = 0; i < 8; i++) {
                    join();
                }
                time.runUntil("enough", () -> story.size() >= INTERACTIONS, Duration.ofDays(1000));
                while (!time.threads().workers().isEmpty()) {
                    time.threads().workers().forEach(Worker::interrupt);
                    time.settle();
                }
            });
            return new Recording(List.copyOf(story), time.interleaving());
        }

        private void join() {
            String name = "w" + time.randomness().stream("names").nextInt(4);
            int number = started++;
            RandomGenerator chance = time.randomness().stream("worker");
            time.threads().start(name, () -> {
                while (story.size() < INTERACTIONS) {
                    try {
                        story.add(number
                                + name
                                + ' '
                                + time.house().now()
                                + ' '
                                + time.pump().now()
                                + ' '
                                + act(chance));
                    } catch (InterruptedException e) {
                        story.add(number + name + " interrupted");
                    }
                }
            });
        }

        private String act(RandomGenerator chance) throws InterruptedException {
            TimeSource source = chance.nextBoolean() ? time.house() : time.pump();
            Signal signal = signals.get(chance.nextInt(signals.size()));
            List<Worker> workers = time.threads().workers();
            Worker other = workers.get(chance.nextInt(workers.size()));
            return switch (chance.nextInt(8)) {
                case 0 -> {
                    signal.raise();
                    yield "raised";
                }
                case 1 -> {
                    signal.reset();
                    yield "reset";
                }
                case 2 -> {
                    other.interrupt();
                    yield "interrupted " + other.name();
                }
                case 3 -> {
                    if (workers.size() < 20) {
                        join();
                    }
                    yield "started";
                }
                case 4 -> {
                    time.pumpSpeed(chance.nextLong(3_000));
                    yield "speed";
                }
                case 5 -> "joined " + other.join(time.house().now().plusMillis(chance.nextInt(50)));
                case 6 -> {
                    // house time, so that a crowd waiting while pump time stands still goes on
                    time.house().sleepUntil(time.house().now().plusMillis(chance.nextInt(20)));
                    yield "slept";
                }
                default -> "awaited " + source.await(signal, source.now().plusMillis(chance.nextInt(100)));
            };
        }
    }

    @Test
    void sameSeedGivesTheSameInterleaving() throws Exception {
        long seed = Seeds.seed("VirtualTimeReplayTest");
        Recording first = new Crowd(seed).play();
        Recording second = new Crowd(seed).play();
        assertThat(first.story()).hasSizeGreaterThanOrEqualTo(INTERACTIONS);
        assertThat(second).isEqualTo(first);
        assertThat(new Crowd(seed + 1).play().interleaving()).isNotEqualTo(first.interleaving());
    }

    private static String orderOfThree(long seed) throws Exception {
        VirtualTime time = VirtualTime.create(seed).shuffled();
        StringBuilder order = new StringBuilder();
        time.run(() -> {
            for (String name : List.of("a", "b", "c")) {
                time.threads().start(name, () -> order.append(name));
            }
            time.settle();
            order.append('.');
        });
        return order.toString();
    }

    @Test
    void shuffledTheSeedDecidesBetweenEqualsAndStillRepeatsItself() throws Exception {
        Set<String> orders = new TreeSet<>();
        for (long seed = 0; seed < 100; seed++) {
            String order = orderOfThree(seed);
            assertThat(orderOfThree(seed)).isEqualTo(order);
            orders.add(order);
        }
        assertThat(orders).containsExactly("abc.", "acb.", "bac.", "bca.", "cab.", "cba.");
    }
}
