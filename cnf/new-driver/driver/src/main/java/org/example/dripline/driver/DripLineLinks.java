// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.pump.wire.LinkProvider;
import org.cisterna.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The way to a template device: TCP on this machine, at addresses {@code drip-line:PORT}. A driver for real pumps brings its own carrier like this, or
 * uses one that is there. It opens links and knows nothing of what goes over them.
 */
@Component(service = LinkProvider.class, configurationPid = "org.example.dripline.links")
public final class DripLineLinks implements LinkProvider {

    private static final String SCHEME = "drip-line";
    private static final int SEARCH_MILLIS = 300;
    private static final int LONGEST = 200;

    private final TimeSource house;
    private final int port;
    private volatile Optional<String> trouble = Optional.empty();

    /** {@code DIR/config/*.json}: {@code {"org.example.dripline.links": {"port": 7741}}}. */
    public @interface Settings {
        /** Where a device is looked for. */
        int port() default 7741;
    }

    /** The component runtime makes it; house time is for deadlines. */
    @Activate
    public DripLineLinks(Settings settings, @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house) {
        this.port = settings.port();
        this.house = house;
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    /** Asks who is there, in the clear: what is said here is unproven, and only for people to choose from. */
    @Override
    public List<FoundPump> found() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SEARCH_MILLIS);
            socket.setSoTimeout(SEARCH_MILLIS);
            socket.getOutputStream().write("WHO\n".getBytes(StandardCharsets.US_ASCII));
            String line = line(socket.getInputStream());
            trouble = Optional.empty();
            String serial = line.startsWith("HERE ") ? line.substring("HERE ".length()) : "";
            return DripLineDriver.isSerial(serial)
                    ? List.of(new FoundPump(SCHEME + ":" + port, DripLineDriver.MANUFACTURER, serial, true))
                    : List.of();
        } catch (IOException nobody) {
            trouble = Optional.of(
                    "no template device answers at port " + port + " of this machine; ./run-device starts it");
            return List.of();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each >= 0 && each != '\n' && line.length() < LONGEST; each = in.read()) {
            line.append((char) each);
        }
        return line.toString();
    }

    @Override
    public Link open(String address, Instant deadline) throws LinkException {
        String number = address.startsWith(SCHEME + ":") ? address.substring(SCHEME.length() + 1) : "";
        if (!number.matches("[0-9]{1,5}") || Integer.parseInt(number) > 65_535) {
            throw new LinkException(Reason.UNKNOWN_ADDRESS, "an address here is " + SCHEME + ":PORT");
        }
        return LoopbackLink.open(Integer.parseInt(number), house, deadline);
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }
}
