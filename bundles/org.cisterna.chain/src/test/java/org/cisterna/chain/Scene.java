// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.therapy.DoseChange;
import org.cisterna.therapy.Visit;
import org.cisterna.time.Randomness;

/** A pump, a clinic, and one life of the platform after the other, in a virtual world. */
final class Scene {

    /** Between implantation and the visit. */
    static final Duration MONTH = Duration.ofDays(30);

    /** What happens. */
    @FunctionalInterface
    interface Act {
        void play(Scene scene) throws Exception;
    }

    /**
     * A world that was put aside, to go on from as often as is wanted.
     *
     * @param platform the disk of a platform that was closed
     * @param device the memory of the pump
     * @param house when
     * @param pump when, for the pump
     * @param visit the visit that is open
     * @param change the change of dose that is released
     */
    record Image(
            SimulatedStorage platform,
            SimulatedStorage device,
            Instant house,
            Instant pump,
            String visit,
            String change) {}

    private final VirtualTime time;
    private final long seed;
    private final Clinic clinic;
    private final Bedside bedside;
    private SimulatedStorage disk;
    private Platform platform;
    private Optional<SimulatedStorage> left = Optional.empty();
    private int lives;

    private Scene(VirtualTime time, long seed, Clinic clinic, SimulatedStorage disk, SimulatedStorage device)
            throws IOException, InterruptedException {
        this.time = time;
        this.seed = seed;
        this.clinic = clinic;
        this.disk = disk;
        bedside = new Bedside(time, device, seed);
        platform = started();
    }

    private Platform started() throws IOException, InterruptedException {
        lives++;
        return new Platform(time, disk, bedside, clinic, Randomness.seeded(seed * 31 + lives));
    }

    /** Plays in a new world. */
    static VirtualTime begin(long seed, Clinic clinic, Act act) throws Exception {
        VirtualTime time = VirtualTime.create(seed);
        play(time, seed, clinic, new SimulatedStorage(seed), new SimulatedStorage(seed + 1), act);
        return time;
    }

    /** Plays in a world as it was put aside; the image stays as it is. */
    static VirtualTime resume(Image image, long seed, Clinic clinic, Act act) throws Exception {
        VirtualTime time = VirtualTime.create(seed);
        Duration house = Duration.between(time.house().now(), image.house());
        time.run(() -> time.advance(house));
        time.leapPumpTime(Duration.between(time.pump().now(), image.pump()));
        play(time, seed, clinic, image.platform().afterKill(), image.device().afterKill(), act);
        return time;
    }

    private static void play(
            VirtualTime time, long seed, Clinic clinic, SimulatedStorage disk, SimulatedStorage device, Act act)
            throws Exception {
        time.run(() -> {
            Scene scene = new Scene(time, seed, clinic, disk, device);
            try {
                act.play(scene);
            } finally {
                scene.platform.close();
            }
        });
    }

    /** A pump that was enrolled and has run for 30 days, and a change of its dose that is released and not sent. */
    static Image released(long seed, Clinic clinic) throws Exception {
        Image[] image = new Image[1];
        begin(seed, clinic, scene -> {
            Story story = scene.story();
            story.enrol();
            scene.time.leapPumpTime(MONTH);
            Visit visit = story.visitRead();
            DoseChange change = story.released(visit);
            scene.platform.close();
            image[0] = new Image(
                    scene.disk.afterKill(),
                    scene.bedside.disk().afterKill(),
                    scene.time.house().now(),
                    scene.time.pump().now(),
                    visit.id(),
                    change.id());
        });
        return image[0];
    }

    VirtualTime time() {
        return time;
    }

    Bedside bedside() {
        return bedside;
    }

    Platform platform() {
        return platform;
    }

    Story story() {
        return new Story(platform, clinic);
    }

    /** The platform's disk. */
    SimulatedStorage disk() {
        return disk;
    }

    /**
     * The process ends here: nothing that it does from now on leaves a trace, on the disk or at the pump.
     *
     * @param power whether the machine goes with it, and takes along what was not synced
     */
    void kill(boolean power) {
        left = Optional.of(power ? disk.afterCrash(seed + disk.operations()) : disk.afterKill());
        disk.crashAt(disk.operations() + 1);
        platform.reach().sever();
    }

    /** Every byte on both disks, by its digest. */
    Digest fingerprint() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (SimulatedStorage each : List.of(disk, bedside.disk())) {
            for (String path : each.files()) {
                lines.append(path)
                        .append(' ')
                        .append(Digest.of(each.readAll(path)).hex())
                        .append('\n');
            }
        }
        return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    boolean isKilled() {
        return left.isPresent();
    }

    /** The next process, over what the one before left; where only its disk died, the power goes now. */
    void restart() throws IOException, InterruptedException {
        if (!isKilled()) {
            kill(true);
        }
        platform.close();
        disk = left.orElseThrow();
        left = Optional.empty();
        platform = started();
    }
}
