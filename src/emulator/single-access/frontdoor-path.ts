/** Where a session of an app becomes one of a browser. */
export const frontdoorPath = '/secur/frontdoor.jsp'
