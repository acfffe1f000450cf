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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cisterna.therapy.Session;
import org.cisterna.therapy.Sessions;
import org.cisterna.web.Address;
import org.cisterna.web.Problem;
import org.cisterna.web.SessionCookie;
import org.cisterna.web.SignedIn;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Recognises the session of a browser, for everything but the interfaces of programs, and refuses what another site, another page or a locked session
 * sends. It does not ask for a session: whoever needs one looks at {@link SignedIn}.
 */
@Component(service = Filter.class, property = Constants.SERVICE_RANKING + ":Integer=40")
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class SessionFilter implements Filter {

    private final List<Sessions> sessions = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSessions(Sessions service) {
        sessions.add(service);
    }

    void unbindSessions(Sessions service) {
        sessions.remove(service);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        String path = asked.getRequestURI();
        if (Paths.isData(path)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Session> session = Paths.isFile(path) ? Optional.empty() : session(asked);
        session.ifPresent(each -> SignedIn.put(asked, each));
        Optional<Problem> refused = Submission.isSafe(asked) ? Optional.empty() : Submission.problem(asked, session);
        if (refused.isPresent()) {
            Refusals.write(asked, answer, refused.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Session> session(HttpServletRequest asked) {
        Optional<Sessions> service = sessions.stream().findFirst();
        Optional<String> secret = SessionCookie.read(asked);
        if (service.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        boolean byItself =
                asked.getRequestURI().equals(SignedIn.EVENTS) || asked.getHeader(SignedIn.BACKGROUND_HEADER) != null;
        return byItself ? service.get().look(secret.get()) : service.get().bySecret(secret.get());
    }
}
