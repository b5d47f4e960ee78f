import GatehouseJSON
import GatehouseProtocol

extension ContentBlock {
    /// The block where the revision knows its kind, and else text that says the same.
    ///
    /// Audio came with 2025-03-26, links to resources and the blocks' `_meta` with 2025-06-18, icons with 2025-11-25.
    func readable(in revision: ProtocolRevision) -> ContentBlock {
        if revision >= .v2025_11_25 { return self }
        switch self {
        case .text(let text):
            return .text(
                TextContent(
                    text: text.text, annotations: text.annotations?.known(in: revision),
                    meta: text.meta.known(in: revision)))
        case .image(let image):
            return .image(
                ImageContent(
                    data: image.data, mimeType: image.mimeType, annotations: image.annotations?.known(in: revision),
                    meta: image.meta.known(in: revision)))
        case .audio(let audio):
            return audio.readable(in: revision)
        case .resourceLink(let link):
            return link.readable(in: revision)
        case .resource(let embedded):
            return .resource(
                EmbeddedResource(
                    resource: embedded.resource.known(in: revision),
                    annotations: embedded.annotations?.known(in: revision), meta: embedded.meta.known(in: revision)))
        }
    }
}

extension AudioContent {
    fileprivate func readable(in revision: ProtocolRevision) -> ContentBlock {
        guard revision >= .v2025_03_26 else {
            return .text(TextContent(text: "[audio, \(mimeType): this revision of the protocol cannot carry it]"))
        }
        return .audio(
            AudioContent(
                data: data, mimeType: mimeType, annotations: annotations?.known(in: revision),
                meta: meta.known(in: revision)))
    }
}

extension ResourceLink {
    fileprivate func readable(in revision: ProtocolRevision) -> ContentBlock {
        guard revision >= .v2025_06_18 else { return .text(TextContent(text: "[\(title ?? name)](\(uri))")) }
        var link = self
        link.icons = nil
        return .resourceLink(link)
    }
}

extension ResourceContents {
    fileprivate func known(in revision: ProtocolRevision) -> ResourceContents {
        switch self {
        case .text(var contents):
            contents.meta = contents.meta.known(in: revision)
            return .text(contents)
        case .blob(var contents):
            contents.meta = contents.meta.known(in: revision)
            return .blob(contents)
        }
    }
}

extension Annotations {
    /// The annotations without the time of the last change, which came with 2025-06-18.
    fileprivate func known(in revision: ProtocolRevision) -> Annotations {
        revision >= .v2025_06_18 ? self : Annotations(audience: audience, priority: priority)
    }
}

extension JSONObject? {
    /// The `_meta` of a block or of contents.
    fileprivate func known(in revision: ProtocolRevision) -> JSONObject? {
        revision >= .v2025_06_18 ? self : nil
    }
}
