// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.audit.Ledger;
import org.cisterna.conformance.run.KitRuns;
import org.cisterna.console.frame.Layout;
import org.cisterna.console.frame.PumpClock;
import org.cisterna.pump.DriverAdmissions;
import org.cisterna.pump.PumpHost;
import org.cisterna.therapy.Session;
import org.cisterna.therapy.Sessions;
import org.cisterna.time.PumpTimeFeed;
import org.cisterna.time.Threads;
import org.cisterna.time.TimeSource;
import org.cisterna.web.Address;
import org.cisterna.web.Problem;
import org.cisterna.web.Replies;
import org.cisterna.web.SignedIn;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /events}: the stream of events, for those who are signed in by a session. No thread waits for a stream. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardServletPattern(SignedIn.EVENTS)
@HttpWhiteboardServletAsyncSupported
public final class EventServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Bytes of each stream's own that are kept as long as it is; an event is a tenth of it, and the container's measure is for pages. */
    private static final int BUFFER = 1_024;

    private final transient List<Sessions> sessions = new CopyOnWriteArrayList<>();
    private final transient PumpClock clock;
    private final transient Hub hub;
    private final transient Sources sources;

    /** Starts the threads that write. */
    @Activate
    public EventServlet(
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference(target = TimeSource.PUMP_TARGET) TimeSource pumpTime,
            @Reference Threads threads) {
        clock = new PumpClock(pumpTime);
        hub = new Hub(threads, house, this::beat, this::standing);
        sources = new Sources(hub, threads, house);
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        sources.close();
        hub.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(Sessions service) {
        sessions.add(service);
    }

    void unbindSessions(Sessions service) {
        sessions.remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindFeed(PumpTimeFeed service) {
        clock.add(service);
    }

    void unbindFeed(PumpTimeFeed service) {
        clock.remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindLedger(Ledger service) {
        sources.add(service);
        clock.add(service);
    }

    void unbindLedger(Ledger service) {
        clock.remove(service);
        sources.remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHost(PumpHost service) {
        sources.add(service);
    }

    void unbindHost(PumpHost service) {
        sources.remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAdmissions(DriverAdmissions service) {
        sources.add(service);
    }

    void unbindAdmissions(DriverAdmissions service) {
        sources.remove(service);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindKit(KitRuns service) {
        sources.add(service);
    }

    void unbindKit(KitRuns service) {
        sources.remove(service);
    }

    private Event beat() {
        Layout.Band band = clock.band();
        return Event.beat(band.pumpTime(), band.speed(), band.state(), band.clock());
    }

    private Hub.Standing standing(Stream stream) {
        Optional<Session> session = sessions.stream()
                .findFirst()
                .flatMap(each -> each.byId(stream.who().credential()));
        if (session.isEmpty()) {
            return Hub.Standing.OVER;
        }
        return session.get().locked() ? Hub.Standing.LOCKED : Hub.Standing.GOOD;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Session> session = SignedIn.session(request);
        if (session.isEmpty()) {
            Replies.problem(
                    response,
                    Problem.of(401, "SESSION_MISSING", "Nobody is signed in", "sign in; the stream is for browsers"));
            return;
        }
        response.setBufferSize(BUFFER);
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        ServletOutputStream out = response.getOutputStream();
        Stream stream = new Stream(session.get().identified(), new Output(out, async));
        if (!hub.add(stream)) {
            response.setHeader("Retry-After", "30");
            Replies.problem(
                    response,
                    Problem.of(503, "TOO_MANY_STREAMS", "There are too many streams", "close pages, then reload"));
            async.complete();
            return;
        }
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        async.addListener(new Ending(stream));
        out.setWriteListener(new Writing(stream));
    }

    /** Says how it went on: the container tells it from its own threads. */
    private final class Writing implements WriteListener {
        private final Stream stream;

        Writing(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void onWritePossible() {
            if (stream.isFirst()) {
                hub.greet(stream);
            } else {
                stream.writable();
            }
        }

        @Override
        public void onError(Throwable gone) {
            hub.remove(stream);
        }
    }

    private final class Ending implements AsyncListener {
        private final Stream stream;

        Ending(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            hub.remove(stream);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            hub.remove(stream);
        }

        @Override
        public void onError(AsyncEvent event) {
            hub.remove(stream);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // the stream is begun once
        }
    }

    private record Output(ServletOutputStream out, AsyncContext async) implements Stream.Sink {
        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() {
            try {
                async.complete();
            } catch (IllegalStateException completedAlready) {
                return; // by the container, when the browser went
            }
        }
    }
}
