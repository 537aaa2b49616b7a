# Texts of the HTML report and the review page. Keys begin with html-.
