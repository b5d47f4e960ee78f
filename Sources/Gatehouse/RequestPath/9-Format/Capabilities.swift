import GatehouseJSON
import GatehouseProtocol

/// What a server declares that it can do.
struct Capabilities {
    let offer: ServerOffer
    let announcesChanges: Bool

    /// The capabilities in a revision.
    ///
    /// Clients of every revision can ask to be told of resources and to be sent log messages. Completions are declared
    /// since 2025-03-26.
    func declared(in revision: ProtocolRevision) -> ServerCapabilities {
        let listChanged: Bool? = announcesChanges ? true : nil
        let completions: JSONObject? = offer.completes && revision >= .v2025_03_26 ? [:] : nil
        return ServerCapabilities(
            tools: offer.kinds.contains(.tools) ? .init(listChanged: listChanged) : nil,
            resources: offer.kinds.contains(.resources)
                ? .init(subscribe: true, listChanged: listChanged) : nil,
            prompts: offer.kinds.contains(.prompts) ? .init(listChanged: listChanged) : nil,
            completions: completions, logging: [:])
    }
}
