package org.liftlock.descriptor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/** Descriptions out of a library. */
final class LibraryDescriptions implements Descriptions {

    private static final String WRITTEN_HERE = "request";

    private final Library library;
    private final Describer describer;

    LibraryDescriptions(Library library) {
        this.library = library;
        this.describer = new Describer(library);
    }

    @Override
    public UpgradeDescription describe(UpgradeRequest request) {
        return describer.upgrade(document(write(request)));
    }

    @Override
    public Optional<SystemDescription> system(SystemId system) {
        return library.system(system.value()).map(describer::system);
    }

    @Override
    public Map<String, CheckSpec> versions(SystemId system, String environment, TargetId target) {
        return describer.versions(document(system), environment, target);
    }

    @Override
    public WhatToRead toRead(SystemId system, String environment, TargetId target, Map<String, String> more) {
        return describer.toRead(document(system), environment, target, more);
    }

    private Document document(SystemId system) {
        return library.system(system.value())
                .orElseThrow(() -> new IllegalArgumentException("No system " + system + " is described"));
    }

    @Override
    public List<SystemId> systems() {
        return library.systems().stream().sorted().map(SystemId::new).toList();
    }

    @Override
    public Site site() {
        Problems problems = new Problems();
        Site site = library.site()
                .map(document -> new SiteReader(Layers.ofSite(document.fields()), problems).read())
                .orElse(Site.UNNAMED);
        problems.orThrow();
        return site;
    }

    @Override
    public Optional<StandardChange> standardChange(String name) {
        return library.template(name).map(document -> StandardChangeReader.read(document.fields()));
    }

    @Override
    public UpgradeRequest readRequest(String document) {
        Problems problems = new Problems();
        Optional<UpgradeRequest> request = new RequestReader(document(document).fields(), problems).read();
        problems.orThrow();
        return request.orElseThrow();
    }

    @Override
    public String write(UpgradeRequest request) {
        return RequestWriter.write(request);
    }

    private static Document document(String text) {
        Problems problems = new Problems();
        List<Document> documents = Documents.read(text, WRITTEN_HERE, problems);
        boolean one = documents.size() == 1 && documents.get(0).type() == DocumentType.REQUEST;
        if (!problems.any() && !one) {
            problems.add(
                    new Place(Layer.REQUEST, WRITTEN_HERE, 0),
                    "upgrade",
                    "",
                    "one request",
                    "Send one document that starts with upgrade: and the system to raise.");
        }
        problems.orThrow();
        return documents.get(0);
    }
}
