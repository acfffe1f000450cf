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
import org.cisterna.web.Address;
import org.cisterna.web.Problem;
import org.cisterna.web.Replies;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first to see a request: believes only names of this machine, and puts the headers on that every answer carries. */
@Component(service = Filter.class, property = Constants.SERVICE_RANKING + ":Integer=100")
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardFilterAsyncSupported
@HttpWhiteboardFilterPattern("/*")
public final class HeadersFilter implements Filter {

    private static final Logger LOG = LoggerFactory.getLogger(HeadersFilter.class);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("Cisterna-Notice", Address.NOTICE);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("X-Frame-Options", "DENY");
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        answer.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
        answer.setHeader("Cache-Control", "no-store");
        String host = asked.getHeader("Host");
        if (host == null || !Hosts.isBelieved(host)) {
            Replies.problem(
                    answer,
                    Problem.of(
                            421,
                            "HOST_NOT_BELIEVED",
                            "This address answers under its own names only",
                            "the request names another host; use 127.0.0.1 or localhost with the port"));
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
            Replies.problem(
                    answer,
                    Problem.of(
                            503,
                            "SERVICE_MISSING",
                            "A part of the platform is not there",
                            "what serves this address was stopped while it was asked. What became of a command is in the"
                                    + " ledger: look at the pump before trying again"));
        }
    }
}
