document.title = 'Bee sandbox'
