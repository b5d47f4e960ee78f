import GatehouseMacros

/// How a registry is changed and followed.
enum RegistryUse {
    static func change(_ server: Server) throws {
        // snippet: registry-methods
        try server.registry.add(Greeter().components)
        try server.mount(Forecasts(), prefix: "weather")
        server.registry.disable(.tag("beta"))
        server.registry.remove(.tool("weather_forecast").and(.version("1.0")))
        // end
    }

    static func swap(_ server: Server) throws {
        // snippet: registry-change
        try server.registry.change([
            .remove(.mounted("weather")),
            .add(Forecasts().components.prefixed("climate")),
        ])
        // end
    }

    static func follow(_ server: Server, _ tell: (String) -> Void) async {
        // snippet: registry-feed
        for await kinds in server.registry.changes() {
            for notification in kinds.notifications { tell(notification) }
        }
        // end
    }
}
