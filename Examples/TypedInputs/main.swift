import GatehouseApplication

await Application("rooms", Rooms(), summary: "Books conference rooms, to show what inputs can be held to.").run()
