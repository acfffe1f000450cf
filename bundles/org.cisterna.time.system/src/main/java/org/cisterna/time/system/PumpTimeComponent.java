// SPDX-License-Identifier: Apache-2.0
package org.cisterna.time.system;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.time.PumpTimeFeed;
import org.cisterna.time.Signal;
import org.cisterna.time.TimeKind;
import org.cisterna.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Pump time as a service: house time, or what the simulated devices say, as configured. Waits for its configuration, of which the bundle
 * brings the default: to start as house time and become simulated a moment later would be a step back.
 */
@Component(
        name = "org.cisterna.time.system.pump",
        configurationPid = "org.cisterna.time.system",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = TimeSource.class,
        immediate = true)
@Designate(ocd = TimeConfiguration.class)
@TimeKind(time = TimeSource.PUMP)
public final class PumpTimeComponent implements TimeSource {

    private final List<PumpTimeFeed> feeds = new CopyOnWriteArrayList<>();
    private final ConfiguredPumpTime time;

    /** Refuses to start with a configuration that is wrong. */
    @Activate
    public PumpTimeComponent(
            TimeConfiguration configuration,
            BundleContext context,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house) {
        TimeSettings settings = TimeSettings.validated(configuration.pumpTime(), context.getProperty("cisterna.data"));
        time = ConfiguredPumpTime.start(settings, house, this::reading);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFeed(PumpTimeFeed feed) {
        feeds.add(feed);
    }

    void unbindFeed(PumpTimeFeed feed) {
        feeds.remove(feed);
    }

    @Deactivate
    void deactivate() {
        time.close();
    }

    private Optional<PumpTimeFeed.Reading> reading() {
        return feeds.stream().flatMap(feed -> feed.reading().stream()).findFirst();
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public boolean await(Signal signal, Instant deadline) throws InterruptedException {
        return time.await(signal, deadline);
    }

    @Override
    public void sleepUntil(Instant wakeUp) throws InterruptedException {
        time.sleepUntil(wakeUp);
    }
}
