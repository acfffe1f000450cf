// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cisterna.time.Signal;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to look at a folder again: as soon as the system says that something changed in it, and in any case after half a second, for not every file
 * system tells. A file that is being copied changes all the time, so two looks keep a distance.
 */
final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration DISTANCE = Duration.ofMillis(50);

    private final TimeSource house;
    private final Signal news;
    private final Optional<WatchService> service;

    private FolderWatch(TimeSource house, Signal news, Optional<WatchService> service) {
        this.house = house;
        this.news = news;
        this.service = service;
    }

    /** Watches a folder from now on; without the system's help where that gives none. */
    static FolderWatch over(Path folder, TimeSource house, Threads threads) {
        Signal news = threads.newSignal();
        Optional<WatchService> service = service(folder);
        service.ifPresent(each -> threads.start("provision watch", () -> listen(each, news)));
        return new FolderWatch(house, news, service);
    }

    private static Optional<WatchService> service(Path folder) {
        try {
            WatchService service = folder.getFileSystem().newWatchService();
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            return Optional.of(service);
        } catch (IOException | UnsupportedOperationException unwatched) {
            LOG.info(
                    "the system does not tell of changes in {} ({}); it is looked at every {} ms",
                    folder.getFileName(),
                    unwatched.getMessage(),
                    PERIOD.toMillis());
            return Optional.empty();
        }
    }

    private static void listen(WatchService service, Signal news) throws InterruptedException {
        try {
            boolean there = true;
            while (there) {
                WatchKey key = service.take();
                key.pollEvents(); // whatever it was: the folder itself is looked at
                news.raise();
                there = key.reset();
            }
            LOG.info("the watched folder is no longer there; it is looked for every {} ms", PERIOD.toMillis());
        } catch (ClosedWatchServiceException closed) {
            LOG.debug("nothing is watched any more");
        }
    }

    /** To be called before each look, so that what changes during it is news. */
    void looking() {
        news.reset();
    }

    /** Waits for the next look. */
    void await() throws InterruptedException {
        Instant looked = house.now();
        if (house.await(news, looked.plus(PERIOD))) {
            house.sleepUntil(looked.plus(DISTANCE));
        }
    }

    @Override
    public void close() throws IOException {
        if (service.isPresent()) {
            service.get().close();
        }
    }
}
