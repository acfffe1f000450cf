// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.People;
import org.cisterna.time.TimeSource;
import org.cisterna.web.Address;
import org.cisterna.web.Problem;
import org.cisterna.web.Replies;
import org.cisterna.web.SignedIn;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Recognises the bearer of a token; a browser's session is nothing here. The JSON interface needs somebody, but for its own description; of the ledger's files, checkpoints and tiles
 * of hashes are open, and entries need the right to read them, which whoever serves them asks for.
 */
@Component(service = Filter.class, property = Constants.SERVICE_RANKING + ":Integer=50")
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardFilterPattern({Address.API + "/*", Address.LEDGER + "/*"})
@HttpWhiteboardFilterAsyncSupported
public final class SignInFilter implements Filter {

    /** In any case of letters, as RFC 9110 has schemes. */
    private static final String SCHEME = "Bearer ";

    private static final int MOST_CHARACTERS = 512;

    private final List<People> people = new CopyOnWriteArrayList<>();
    private final Attempts attempts = new Attempts();
    private final TimeSource house;

    /** With house time, to count attempts by. */
    @Activate
    public SignInFilter(@Reference(target = TimeSource.HOUSE_TARGET) TimeSource house) {
        this.house = house;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPeople(People service) {
        people.add(service);
    }

    void unbindPeople(People service) {
        people.remove(service);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        String credentials = asked.getHeader("Authorization");
        if (credentials == null) {
            if (isOpen(asked.getRequestURI())) {
                chain.doFilter(request, response);
            } else {
                refuse(answer, "TOKEN_MISSING", "send the header 'Authorization: Bearer TOKEN'");
            }
            return;
        }
        Iterator<People> service = people.iterator();
        if (!service.hasNext()) {
            Replies.problem(
                    answer,
                    Problem.of(
                            503,
                            "SERVICE_MISSING",
                            "A part of the platform is not there",
                            "the accounts (therapy.people) are not there, so nobody can be recognised; try again when they are"));
            return;
        }
        Optional<Identified> identified = Optional.empty();
        if (credentials.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) && credentials.length() <= MOST_CHARACTERS) {
            identified = service.next()
                    .byToken(credentials.substring(SCHEME.length()).strip());
        }
        if (identified.isEmpty()) {
            if (attempts.wrong(String.valueOf(asked.getRemoteAddr()), house.now())) {
                answer.setHeader("Retry-After", "60");
                Replies.problem(
                        answer,
                        Problem.of(
                                429,
                                "TOO_MANY_ATTEMPTS",
                                "Too many wrong tokens",
                                "more than " + Attempts.MOST
                                        + " wrong tokens in a minute came from this address; wait a minute"));
            } else {
                refuse(answer, "TOKEN_WRONG", "the token is unknown, has expired or was revoked; ask for another one");
            }
            return;
        }
        SignedIn.put(asked, identified.get());
        chain.doFilter(request, response);
    }

    private static boolean isOpen(String path) {
        return path.equals(Address.API + "/openapi.json") || path.startsWith(Address.LEDGER + "/");
    }

    private static void refuse(HttpServletResponse answer, String code, String detail) throws IOException {
        Replies.problem(answer, Problem.of(401, code, "Nobody is recognised", detail));
    }
}
