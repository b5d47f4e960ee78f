import GatehouseMacros

/// A point of the agenda, with the points below it.
@Schemable
struct AgendaItem: Equatable {
    @Field(.length(1...120))
    let title: String
    var length: Duration?
    @Field(.count(...20))
    var items: [AgendaItem] = []
}
