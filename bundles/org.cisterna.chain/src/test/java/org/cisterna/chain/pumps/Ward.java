// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Envelope;
import org.cisterna.audit.evidence.EvidenceFiles;
import org.cisterna.audit.ledger.LedgerOptions;
import org.cisterna.audit.ledger.TileLedger;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.CommandResult;
import org.cisterna.pump.Plan;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEntries.Ended;
import org.cisterna.pump.PumpEntries.Intent;
import org.cisterna.pump.PumpEntries.Late;
import org.cisterna.pump.PumpStatus;
import org.cisterna.pump.Release;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.Host;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.testkit.VirtualTime;
import org.cisterna.time.Randomness;

/** A pump of one family, and one life of host and ledger after the other, in a virtual world. */
final class Ward implements AutoCloseable {

    static final String DEVICE = "device";
    static final Caller PROGRAMMER = new Caller("prog", "P. Rogge", "PROGRAMMER", "test", "c-1");

    private static final Actor AUTHOR = new Actor("prog", "P. Rogge", "PROGRAMMER", "test");
    private static final Actor VERIFIER = new Actor("clin", "C. Lind", "CLINICIAN", "test");
    private static final Duration MINUTES = Duration.ofMinutes(15);

    /** What happens. */
    @FunctionalInterface
    interface Play {
        void play(Ward ward) throws Exception;
    }

    /** A world that was put aside, to go on from as often as is wanted: a pump that is paired and was read. */
    record Image(
            Family family,
            SimulatedStorage platform,
            SimulatedStorage device,
            Instant house,
            Instant pump,
            LedgerOptions options) {

        /** The same world with fewer checkpoints: each is a signature, which is two fifths of what a short life costs. */
        Image publishing(Duration every) {
            LedgerOptions fewer = new LedgerOptions(options.node(), every, options.room());
            return new Image(family, platform, device, house, pump, fewer);
        }
    }

    private final VirtualTime time;
    private final Family family;
    private final long seed;
    private final SimulatedStorage deviceDisk;
    private final LedgerOptions options;
    private SimulatedDevice device;
    private SimulatedStorage disk;
    private Optional<SimulatedStorage> left = Optional.empty();
    private TileLedger ledger;
    private PumpDriver driver;
    private Host host;
    private Way way;
    private int lives;
    private int boots;

    private Ward(
            VirtualTime time,
            Family family,
            long seed,
            SimulatedStorage disk,
            SimulatedStorage deviceDisk,
            LedgerOptions options)
            throws IOException, InterruptedException {
        this.time = time;
        this.options = options;
        this.family = family;
        this.seed = seed;
        this.disk = disk;
        this.deviceDisk = deviceDisk;
        device = openedDevice();
        way = new Way(time, family, disk, () -> device.connect());
        ledger = openedLedger();
        host = new Host(time.house(), time.pump(), time.threads(), chance(), disk);
        driver = family.driver();
        begin();
    }

    private Randomness chance() {
        return Randomness.seeded(seed * 31 + lives);
    }

    private SimulatedDevice openedDevice() throws IOException {
        boots++;
        Instant now = time.pump().now();
        return family.devices()
                .open(
                        family.setup(now),
                        DeviceMemory.open(deviceDisk, DEVICE),
                        Randomness.seeded(seed * 1_000_003 + boots),
                        now);
    }

    private TileLedger openedLedger() throws IOException {
        return TileLedger.open(disk, options, time.house(), time.pump(), time.threads(), chance());
    }

    private void begin() throws IOException, InterruptedException {
        host.add(way);
        host.add(ledger);
        host.add(EvidenceFiles.open(disk));
        host.add(driver);
        time.settle();
    }

    // --- worlds ---------------------------------------------------------------------------------------------------

    /** A pump that was paired and read. */
    static Image paired(Family family, long seed) throws Exception {
        VirtualTime time = VirtualTime.create(seed);
        LedgerOptions options = LedgerOptions.of("ward");
        Image[] image = new Image[1];
        time.run(() -> {
            try (Ward ward =
                    new Ward(time, family, seed, new SimulatedStorage(seed), new SimulatedStorage(seed + 1), options)) {
                ward.host
                        .pair(ward.way.address(), family.word(), Family.CODE, PROGRAMMER)
                        .orElseThrow();
                time.leapPumpTime(Duration.ofDays(1));
                ward.read().orElseThrow();
                ward.end();
                image[0] = new Image(
                        family,
                        ward.disk.afterKill(),
                        ward.deviceDisk.afterKill(),
                        time.house().now(),
                        time.pump().now(),
                        options);
            }
        });
        return image[0];
    }

    /** Goes on from an image, which stays as it is. */
    static VirtualTime resume(Image image, long seed, Play play) throws Exception {
        VirtualTime time = VirtualTime.create(seed);
        Duration house = Duration.between(time.house().now(), image.house());
        time.run(() -> time.advance(house));
        time.leapPumpTime(Duration.between(time.pump().now(), image.pump()));
        time.run(() -> {
            try (Ward ward = new Ward(
                    time,
                    image.family(),
                    seed,
                    image.platform().afterKill(),
                    image.device().afterKill(),
                    image.options())) {
                play.play(ward);
            }
        });
        return time;
    }

    VirtualTime time() {
        return time;
    }

    Family family() {
        return family;
    }

    Way way() {
        return way;
    }

    Host host() {
        return host;
    }

    TileLedger ledger() {
        return ledger;
    }

    PumpDriver driver() {
        return driver;
    }

    SimulatedDevice device() {
        return device;
    }

    SimulatedStorage disk() {
        return disk;
    }

    // --- the pump -------------------------------------------------------------------------------------------------

    /** The pump as a power loss now would leave it. */
    Memory.Copy cold() throws IOException {
        return Memory.cold(family, deviceDisk, seed, time.pump().now());
    }

    /** All that it moved so far, in nanolitres. */
    long pushed() {
        device.advanceTo(time.pump().now());
        return device.truth().pushedPicolitres() / 1_000;
    }

    /** Whether it stands in the stop that an update declares, by its firmware's word. */
    boolean standsInterim() {
        device.advanceTo(time.pump().now());
        return !family.interimStop().isZero() && family.motor(device.describe()) == Memory.Motor.INTERIM;
    }

    /** Lets an interim stop come to its bound. */
    void passBound() {
        time.leapPumpTime(family.interimStop());
        device.advanceTo(time.pump().now());
    }

    /** The devices' process is killed and started again. */
    void restartDevice() throws IOException {
        device = openedDevice();
    }

    // --- the platform ---------------------------------------------------------------------------------------------

    /**
     * The process ends here: nothing that it does from now on leaves a trace, on the disk or at the pump.
     *
     * @param power whether the machine goes with it, and takes along what was not synced
     */
    void kill(boolean power) {
        left = Optional.of(power ? disk.afterCrash(seed + disk.operations()) : disk.afterKill());
        disk.crashAt(disk.operations() + 1);
        way.sever();
    }

    boolean isDead() {
        return left.isPresent() || disk.fired();
    }

    /** The next process, over what the one before left; where its disk died, the power goes now. */
    void restart() throws IOException, InterruptedException {
        if (left.isEmpty()) {
            kill(true);
        }
        end();
        disk = left.orElseThrow();
        left = Optional.empty();
        lives++;
        way = new Way(time, family, disk, () -> device.connect());
        ledger = openedLedger();
        host = new Host(time.house(), time.pump(), time.threads(), chance(), disk);
        driver = family.driver();
        begin();
    }

    private void end() {
        host.close();
        ledger.close();
    }

    @Override
    public void close() {
        end();
    }

    // --- what is asked for ----------------------------------------------------------------------------------------

    Answer<PumpStatus.Reading> read() {
        return host.read(family.pump(), PROGRAMMER);
    }

    PumpStatus status() {
        return host.pump(family.pump()).orElseThrow();
    }

    Snapshot shown() {
        return status().reading().orElseThrow().snapshot();
    }

    /** A plan on what is shown. */
    Plan plan(Act act) {
        Snapshot shown = shown();
        return new Plan(
                family.pump(),
                "P-17",
                shown.revision(),
                act.programme(),
                family.solution(),
                shown.identity().capabilities().digest(),
                driver.descriptor().digest(),
                Digest.of(new byte[] {1}),
                act.parts());
    }

    /** Two people sign it; the number of the release. */
    long released(Plan plan) {
        Instant expires = time.house().now().plus(MINUTES);
        List<Release.Signer> signers = new ArrayList<>(List.of(
                new Release.Signer("prog", "AUTHORED", sign(AUTHOR, "AUTHORED", plan, expires)),
                new Release.Signer(
                        "clin", "INDEPENDENTLY_VERIFIED", sign(VERIFIER, "INDEPENDENTLY_VERIFIED", plan, expires))));
        if (plan.parts().stream().anyMatch(ProgrammePart.Prime.class::isInstance)) {
            signers.add(
                    new Release.Signer("clin", "PATIENT_WATCHED", sign(VERIFIER, "PATIENT_WATCHED", plan, expires)));
        }
        Release release = new Release(plan.digest(), plan.pump(), plan.expected(), signers, expires);
        return ledger.append(Entry.of(Release.ENTRY_TYPE, Release.ENTRY_VERSION, VERIFIER)
                        .pump(release.pump().text())
                        .body(release.toJson())
                        .build())
                .sequence();
    }

    private long sign(Actor who, String meaning, Plan plan, Instant expires) {
        return ledger.append(Entry.of("therapy.signature", 1, who)
                        .pump(plan.pump().text())
                        .body(Json.object()
                                .put("change", "ch-1")
                                .put("meaning", meaning)
                                .put("plan", plan.digest().text())
                                .put("pump", plan.pump().text())
                                .put("revision", plan.expected().number())
                                .put("nonce", "n" + ledger.size())
                                .put("expires", expires.toString())
                                .build())
                        .build())
                .sequence();
    }

    Answer<CommandResult> commit(Plan plan, long release, CommandId command) {
        return host.commit(plan, release, command, PROGRAMMER);
    }

    Answer<CommandResult> stop(CommandId command) {
        return host.stop(family.pump(), command, "drowsy", Optional.empty(), PROGRAMMER);
    }

    /** The number of a command, as an id. */
    static CommandId command(long number) {
        return new CommandId(String.format("%032x", number));
    }

    static List<String> codes(Answer<?> answer) {
        return answer.violations().stream().map(Violation::code).toList();
    }

    // --- what is entered ------------------------------------------------------------------------------------------

    private List<Envelope> entries() {
        List<Envelope> all = new ArrayList<>();
        while (all.size() < ledger.size()) {
            all.addAll(ledger.read(all.size(), 1_000));
        }
        return all;
    }

    /** Whether it is entered that a command was to be sent; late ones count. */
    boolean isIntended(CommandId command) {
        return entries().stream()
                .flatMap(each -> bodies(each, Intent.TYPE).stream())
                .map(Intent::fromJson)
                .anyMatch(each -> each.command().equals(command));
    }

    /** What is entered of the end of a command, the newest last; late ones count. */
    List<Ended> ends(CommandId command) {
        return entries().stream()
                .flatMap(each -> bodies(each, Ended.TYPE).stream())
                .map(Ended::fromJson)
                .filter(each -> each.command().equals(command))
                .toList();
    }

    private static Optional<org.cisterna.canonical.JsonObject> bodies(Envelope envelope, String type) {
        Entry entry = envelope.entry();
        if (entry.type().equals(type)) {
            return Optional.of(entry.body());
        }
        if (entry.type().equals(Late.TYPE)) {
            Late late = Late.fromJson(entry.body());
            return late.type().equals(type) ? Optional.of(late.body()) : Optional.empty();
        }
        return Optional.empty();
    }
}
