// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.LinkProvider;

/** The providers of links that are there now. Safe for any number of threads. */
final class Links {

    private final List<LinkProvider> providers = new CopyOnWriteArrayList<>();
    private final Map<LinkProvider, String> schemes = new ConcurrentHashMap<>();
    private final Patience patience;
    private final Duration limit;

    Links(Patience patience, Duration limit) {
        this.patience = patience;
        this.limit = limit;
    }

    void add(LinkProvider provider) {
        providers.add(provider);
    }

    void remove(LinkProvider provider) {
        providers.remove(provider);
        schemes.remove(provider);
    }

    /** The provider that opens an address; the one that came first when several say they do. */
    Optional<LinkProvider> forAddress(String address) {
        String scheme = scheme(address);
        return scheme.isEmpty()
                ? Optional.empty()
                : providers.stream()
                        .filter(each -> scheme.equals(schemeOf(each)))
                        .findFirst();
    }

    private String schemeOf(LinkProvider provider) {
        String known = schemes.get(provider);
        if (known != null) {
            return known;
        }
        if (patience.call("scheme of a link provider", limit, provider::scheme) instanceof Called.Value<String> said) {
            schemes.put(provider, said.value());
            return said.value();
        }
        return "";
    }

    /** What all of them see, in the order of addresses; one that does not answer sees nothing. What could be no pump is left out. */
    List<FoundPump> found() {
        List<FoundPump> found = new ArrayList<>();
        for (LinkProvider each : providers) {
            Called<List<FoundPump>> seen =
                    patience.call("search of a link provider", limit, () -> List.copyOf(each.found()));
            if (seen instanceof Called.Value<List<FoundPump>> pumps) {
                pumps.value().stream().filter(Links::isPossible).forEach(found::add);
            }
        }
        found.sort(Comparator.comparing(FoundPump::address));
        return found;
    }

    /** Why no pump can be reached, in words; empty when one provider at least is in no trouble. */
    List<String> obstacles() {
        if (providers.isEmpty()) {
            return List.of("no pump can be reached: nothing that opens links to pumps is there; simulated devices are"
                    + " configured in DIR/config, a carrier to other pumps comes as a bundle");
        }
        List<String> troubles = new ArrayList<>();
        for (LinkProvider each : providers) {
            Called<Optional<String>> said = patience.call("trouble of a link provider", limit, each::trouble);
            if (said instanceof Called.Value<Optional<String>> words) {
                if (words.value().isEmpty()) {
                    return List.of();
                }
                troubles.add("no pump can be reached: " + words.value().get());
            } else {
                troubles.add("no pump can be reached: what opens links with the scheme " + schemeOf(each)
                        + " does not answer");
            }
        }
        return List.copyOf(troubles);
    }

    /** What a provider says of an address, if it sees something there. */
    Optional<FoundPump> at(String address) {
        return found().stream().filter(each -> each.address().equals(address)).findFirst();
    }

    private static boolean isPossible(FoundPump pump) {
        return PumpId.isValid(pump.manufacturer(), pump.serial()) && ForeignWords.isPlain(pump.address(), 200);
    }

    /** The identity that was heard, unproven. */
    static PumpId identity(FoundPump pump) {
        return new PumpId(pump.manufacturer(), pump.serial());
    }

    /** The part before the colon. */
    static String scheme(String address) {
        int colon = address.indexOf(':');
        return colon < 0 ? "" : address.substring(0, colon);
    }
}
