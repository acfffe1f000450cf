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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cisterna.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first to see a request: puts the headers on that every answer carries, and believes only names of this machine, TLS wherever the request did not
 * stay on it, and the methods that somebody here understands.
 */
class HeadersFilter implements Filter {

    private static final Logger LOG = LoggerFactory.getLogger(HeadersFilter.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

    private final Hosts hosts;

    HeadersFilter(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Policies.put(asked, answer);
        Optional<Problem> refused = problem(asked);
        if (refused.isPresent()) {
            Refusals.write(asked, answer, refused.get());
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (ServletException caughtInAStop) {
            // a bundle that stops takes its servlet from under a request that has just reached it
            if (answer.isCommitted()) {
                throw caughtInAStop;
            }
            LOG.warn("a request was caught in the stop of what serves it: {}", caughtInAStop.getMessage());
            answer.setHeader("Retry-After", "5");
            Refusals.write(
                    asked,
                    answer,
                    Problem.of(
                            503,
                            "SERVICE_MISSING",
                            "A part of the platform is not there",
                            "what serves this address was stopped while it was asked. What became of a command is in the"
                                    + " ledger: look at the pump before trying again"));
        }
    }

    private Optional<Problem> problem(HttpServletRequest asked) {
        String host = asked.getHeader("Host");
        if (host == null || !hosts.isBelieved(host)) {
            return Optional.of(Problem.of(
                    421,
                    "HOST_NOT_BELIEVED",
                    "This address answers under its own names only",
                    "the request names another host; use " + hosts.words() + " with the port"));
        }
        if (!asked.isSecure() && !Hosts.isLoopback(asked.getLocalAddr())) {
            return Optional.of(Problem.of(
                    403,
                    "TLS_NEEDED",
                    "Refused; nothing was looked at",
                    "this request came over the network without TLS; use https"));
        }
        if (!METHODS.contains(asked.getMethod())) {
            return Optional.of(Problem.of(
                    405, "METHOD_UNKNOWN", "Refused; nothing was changed", "nothing here understands this method"));
        }
        String type = asked.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return Optional.of(Problem.of(
                    415,
                    "NO_FILES_HERE",
                    "Refused; nothing was changed",
                    "nothing here takes files; send a form or JSON"));
        }
        return Optional.empty();
    }
}
